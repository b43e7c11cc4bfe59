using System.Runtime.CompilerServices;

namespace Shadow.Capture;

/// <summary>A request body for another try: what was captured of it, then what is still to come.</summary>
public sealed class ResumedStream : TeeStream
{
    private readonly CaptureBuffer _copy;
    private readonly AgentBody? _rest;
    private readonly IRequestBodySink _sink;
    private int _position;

    /// <summary>Takes the body over: from now on nothing is added to the copy.</summary>
    /// <param name="copy">What was captured.</param>
    /// <param name="rest">Where the rest comes from; null where the copy is all of it.</param>
    /// <param name="sink">Learns of progress and end.</param>
    public ResumedStream(CaptureBuffer copy, AgentBody? rest, IRequestBodySink sink)
    {
        (_copy, _rest, _sink) = (copy, rest, sink);
        rest?.HandTo(this);
    }

    /// <inheritdoc/>
    public override TeeStream? Again() => _rest is null ? new ResumedStream(_copy, null, _sink) : null;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_copy.Read(ref _position, buffer) is > 0 and var captured)
            return new ValueTask<int>(captured);
        if (_rest is not null)
        {
            var waiting = _rest.WaitAsync(this, cancellationToken);
            if (waiting.IsCompletedSuccessfully)
                return new ValueTask<int>(Take(buffer, cancellationToken));
            _sink.BodyAwaited();
            return Await(waiting, buffer, cancellationToken);
        }

        if (!buffer.IsEmpty)
            _sink.BodySent();
        return new ValueTask<int>(0);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Await(ValueTask waiting, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await waiting;
        return Take(buffer, cancellationToken);
    }

    private int Take(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = buffer.IsEmpty ? 0 : _rest!.Take(this, buffer, cancellationToken);
        if (read > 0 || buffer.IsEmpty)
            _sink.BodyProgressed();
        else
            _sink.BodySent();
        return read;
    }
}
