using System.Runtime.CompilerServices;

namespace Shadow.Capture;

/// <summary>
/// Reads a request body through and copies it on the way. It adds no latency and reads nothing by itself, so that
/// <c>Expect: 100-continue</c> and chunked framing stay the agent's and the planner's own.
/// </summary>
public sealed class RequestTeeStream : TeeStream
{
    private readonly AgentBody _agent;
    private readonly CaptureBuffer? _copy;
    private readonly IRequestBodySink _sink;
    private bool _ended;

    /// <summary>Takes the body over.</summary>
    /// <param name="agent">The agent's body.</param>
    /// <param name="copy">Where the copy goes; null where none is wanted.</param>
    /// <param name="sink">Learns of progress and end.</param>
    public RequestTeeStream(AgentBody agent, CaptureBuffer? copy, IRequestBodySink sink)
    {
        (_agent, _copy, _sink) = (agent, copy, sink);
        agent.HandTo(this);
    }

    /// <inheritdoc/>
    public override TeeStream? Again() => _ended && _copy is { State: CaptureState.Whole } ? new ReplayStream(_copy, _sink) : null;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var waiting = _agent.WaitAsync(this, cancellationToken);
        if (waiting.IsCompletedSuccessfully)
            return new ValueTask<int>(Pass(buffer, cancellationToken));
        _sink.BodyAwaited();
        return Await(waiting, buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Await(ValueTask waiting, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await waiting;
        return Pass(buffer, cancellationToken);
    }

    private int Pass(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A read of zero bytes waits for data; that it returns 0 says nothing of the end.
        if (buffer.IsEmpty)
        {
            _sink.BodyProgressed();
            return 0;
        }

        int read;
        lock (_agent.Sync)
        {
            read = _agent.Take(this, buffer, cancellationToken);
            Copy(buffer.Span[..read]);
        }

        if (read == 0)
        {
            _ended = true;
            _sink.BodySent();
            return 0;
        }

        _sink.BodyProgressed();
        return read;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_copy is not { State: CaptureState.Whole } || _copy.TryAppend(bytes) is not (not CaptureState.Whole and var why))
            return;
        if (!_sink.TryGiveCopyUp())
        {
            // The other planner has been promised the whole body: what was read goes to it, and not here.
            _agent.Unread(bytes);
            throw new OperationCanceledException("The agent is answered by the other planner.");
        }

        _copy.GiveUp(why);
    }
}
