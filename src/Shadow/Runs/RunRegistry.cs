using System.Collections.Concurrent;

namespace Shadow.Runs;

/// <summary>Every run that is under way: for deadlines, and so that a shutdown waits for the last one.</summary>
public sealed class RunRegistry
{
    private readonly ConcurrentDictionary<Guid, Run> _runs = new();
    private TaskCompletionSource? _empty;

    /// <summary>Runs under way.</summary>
    public int Count => _runs.Count;

    /// <summary>Walks the runs under way without stopping any.</summary>
    public IEnumerable<Run> Open => _runs.Select(static pair => pair.Value);

    /// <summary>The run of an id; null where it is not under way.</summary>
    public Run? Find(Guid runId) => _runs.GetValueOrDefault(runId);

    /// <summary>Adds a run that begins.</summary>
    public void Add(Run run) => _runs[run.Start.RunId] = run;

    /// <summary>Removes a run that is finished.</summary>
    public void Remove(Run run)
    {
        _runs.TryRemove(run.Start.RunId, out _);
        if (Volatile.Read(ref _empty) is { } waiting && _runs.IsEmpty)
            waiting.TrySetResult();
    }

    /// <summary>Completes when no run is under way. Only for a shutdown: runs that begin afterwards are not waited for.</summary>
    public Task WhenEmpty()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = (Interlocked.CompareExchange(ref _empty, waiting, null) ?? waiting).Task;
        if (_runs.IsEmpty)
            Volatile.Read(ref _empty)!.TrySetResult();
        return task;
    }
}
