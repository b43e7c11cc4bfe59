using System.Collections.Concurrent;
using Shadow.Runs;
using Sidecar.Recording;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>Tells another observer, and lets a test wait until it has been told.</summary>
internal sealed class SettledObserver : IRunObserver
{
    private readonly ConcurrentDictionary<object, TaskCompletionSource> _told = new(ReferenceEqualityComparer.Instance);

    /// <summary>Who is told.</summary>
    public RunReporter Inner { get; set; } = null!;

    /// <summary>Called before a run's end is told of.</summary>
    public Action Finishing { get; set; } = static () => { };

    /// <summary>What failed in the sidecar itself.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Waits until everything that comes of a leg's end has been done.</summary>
    public Task SettledAsync(Leg leg) => For(leg).Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until everything that comes of a run's end has been done.</summary>
    public Task FinishedAsync(Run run) => For(run).Task.WaitAsync(TestContext.Current.CancellationToken);

    public void RunAnswered(Run run) => Inner.RunAnswered(run);

    public void LegSettled(Leg leg)
    {
        try
        {
            Inner.LegSettled(leg);
        }
        finally
        {
            For(leg).TrySetResult();
        }
    }

    public void RunFinished(Run run, RunRecord record)
    {
        try
        {
            Finishing();
            Inner.RunFinished(run, record);
        }
        finally
        {
            For(run).TrySetResult();
        }
    }

    public void RunFaulted(Run run, Exception exception) => Faults.Enqueue(exception);

    public void BadSignal(string signal) => Inner.BadSignal(signal);

    private TaskCompletionSource For(object key) =>
        _told.GetOrAdd(key, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
