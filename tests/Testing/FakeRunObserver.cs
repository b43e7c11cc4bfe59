using System.Collections.Concurrent;
using Shadow.Runs;

namespace Testing;

/// <summary>Keeps what it is told, and lets a test wait for the end of a run.</summary>
public sealed class FakeRunObserver : IRunObserver
{
    private readonly TaskCompletionSource<RunRecord> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first run that finishes.</summary>
    public Task<RunRecord> Finished => _finished.Task;

    /// <summary>Every record.</summary>
    public ConcurrentQueue<RunRecord> Records { get; } = new();

    /// <summary>Every bad signal.</summary>
    public ConcurrentQueue<string> BadSignals { get; } = new();

    /// <summary>Runs that were answered.</summary>
    public ConcurrentQueue<Run> AnsweredRuns { get; } = new();

    /// <inheritdoc/>
    public void RunAnswered(Run run) => AnsweredRuns.Enqueue(run);

    /// <inheritdoc/>
    public void LegSettled(Leg leg) { }

    /// <inheritdoc/>
    public void RunFinished(Run run, RunRecord record)
    {
        Records.Enqueue(record);
        _finished.TrySetResult(record);
    }

    /// <inheritdoc/>
    public void BadSignal(string signal) => BadSignals.Enqueue(signal);
}
