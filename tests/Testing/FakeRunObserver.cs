using System.Collections.Concurrent;
using System.Threading.Channels;
using Shadow.Runs;

namespace Testing;

/// <summary>Keeps what it is told, and lets a test wait for the end of a run.</summary>
public sealed class FakeRunObserver : IRunObserver
{
    private readonly TaskCompletionSource<RunRecord> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Channel<Leg> _settled = Channel.CreateUnbounded<Leg>();

    /// <summary>Waits until that leg was told of.</summary>
    public async Task SettledAsync(Leg leg, CancellationToken cancellationToken)
    {
        while (!ReferenceEquals(await _settled.Reader.ReadAsync(cancellationToken), leg)) { }
    }

    /// <summary>Completes with the first fault.</summary>
    public Task Faulted => _faulted.Task;

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
    public void LegSettled(Leg leg) => _settled.Writer.TryWrite(leg);

    /// <inheritdoc/>
    public void RunFinished(Run run, RunRecord record)
    {
        if (Throws is { } exception)
            throw exception;
        Records.Enqueue(record);
        _finished.TrySetResult(record);
    }

    /// <summary>Faults of the program.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Thrown when a run finishes; null: nothing.</summary>
    public Exception? Throws { get; set; }

    /// <inheritdoc/>
    public void RunFaulted(Run run, Exception exception)
    {
        Faults.Enqueue(exception);
        _faulted.TrySetResult();
    }

    /// <inheritdoc/>
    public void BadSignal(string signal) => BadSignals.Enqueue(signal);
}
