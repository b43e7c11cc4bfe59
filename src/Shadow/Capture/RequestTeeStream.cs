using System.Runtime.CompilerServices;

namespace Shadow.Capture;

/// <summary>
/// Reads a request body through and copies it on the way. It adds no latency and reads nothing by itself, so that
/// <c>Expect: 100-continue</c> and chunked framing stay the agent's and the planner's own.
/// </summary>
/// <param name="agent">The agent's body.</param>
/// <param name="copy">Where the copy goes; null where none is wanted.</param>
/// <param name="sink">Learns of progress and end.</param>
public sealed class RequestTeeStream(AgentBodyStream agent, CaptureBuffer? copy, IRequestBodySink sink) : TeeStream
{
    private bool _ended;

    /// <inheritdoc/>
    public override TeeStream? Again() => _ended && copy is { State: CaptureState.Whole } ? new ReplayStream(copy, sink) : null;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = agent.ReadAsync(buffer, cancellationToken);
        if (reading.IsCompletedSuccessfully)
            return new ValueTask<int>(Pass(reading.Result, buffer));
        sink.BodyAwaited();
        return Await(reading, buffer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Await(ValueTask<int> reading, Memory<byte> buffer) => Pass(await reading, buffer);

    private int Pass(int read, Memory<byte> buffer)
    {
        // A read of zero bytes waits for data; that it returns 0 says nothing of the end.
        if (buffer.IsEmpty)
        {
            sink.BodyProgressed();
            return 0;
        }

        if (read == 0)
        {
            _ended = true;
            sink.BodySent();
            return 0;
        }

        Copy(buffer.Span[..read]);
        sink.BodyProgressed();
        return read;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (copy is not { State: CaptureState.Whole } || copy.TryAppend(bytes) is not (not CaptureState.Whole and var why))
            return;
        if (!sink.TryGiveCopyUp())
        {
            // The other planner has been promised the whole body: what was read goes to it, and not here.
            agent.Unread(bytes);
            throw new OperationCanceledException("The agent is answered by the other planner.");
        }

        copy.GiveUp(why);
    }
}
