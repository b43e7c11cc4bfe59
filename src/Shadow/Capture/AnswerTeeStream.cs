using System.Runtime.CompilerServices;

namespace Shadow.Capture;

/// <summary>Reads an answer through, copies it on the way, and tells the agent's share of the time from the planner's.</summary>
internal sealed class AnswerTeeStream(Stream inner, IAnswerSink sink) : TeeStream
{
    private bool _agentHasBytes;
    private bool _begun;
    private bool _ended;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The next read comes when the agent has taken the bytes of the last one.
        if (_agentHasBytes)
        {
            _agentHasBytes = false;
            sink.AgentWaitEnded();
        }

        var reading = inner.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
            return reading;
        return reading.IsCompletedSuccessfully ? new ValueTask<int>(Pass(reading.Result, buffer)) : Await(reading, buffer);
    }

    /// <inheritdoc/>
    public override TeeStream? Again() => null;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Await(ValueTask<int> reading, Memory<byte> buffer) => Pass(await reading, buffer);

    private int Pass(int read, Memory<byte> buffer)
    {
        if (!_begun)
        {
            // Whoever lost the turn has ended this leg already; nothing was sent, so nothing needs taking back.
            if (!sink.TryBegin())
                throw new OperationCanceledException("The agent is answered by the other planner.");
            _begun = true;
        }

        if (read > 0)
        {
            sink.AnswerPassed(buffer.Span[..read]);
            sink.AgentWaitBegan();
            _agentHasBytes = true;
        }
        else if (!_ended)
        {
            _ended = true;
            sink.AnswerEnded();
        }

        return read;
    }
}
