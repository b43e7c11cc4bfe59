using System.Runtime.CompilerServices;

namespace Shadow.Capture;

/// <summary>A request body for another try: what was captured of it, then what is still to come.</summary>
/// <param name="copy">What was captured.</param>
/// <param name="rest">Where the rest comes from; null where the copy is all of it.</param>
/// <param name="sink">Learns of progress and end.</param>
public sealed class ResumedStream(CaptureBuffer copy, Stream? rest, IRequestBodySink sink) : TeeStream
{
    private int _position;

    /// <inheritdoc/>
    public override TeeStream? Again() => rest is null ? new ResumedStream(copy, null, sink) : null;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var captured = copy.Bytes.Span[_position..];
        if (!captured.IsEmpty)
        {
            var read = Math.Min(captured.Length, buffer.Length);
            captured[..read].CopyTo(buffer.Span);
            _position += read;
            return new ValueTask<int>(read);
        }

        if (rest is not null)
        {
            var reading = rest.ReadAsync(buffer, cancellationToken);
            if (!reading.IsCompleted)
                sink.BodyAwaited();
            return Await(reading, buffer.IsEmpty);
        }

        if (!buffer.IsEmpty)
            sink.BodySent();
        return new ValueTask<int>(0);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Await(ValueTask<int> reading, bool zeroBytes)
    {
        var read = await reading;
        if (read > 0 || zeroBytes)
            sink.BodyProgressed();
        else
            sink.BodySent();
        return read;
    }
}
