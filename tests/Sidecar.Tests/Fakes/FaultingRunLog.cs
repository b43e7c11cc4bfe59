using System.Collections.Concurrent;
using System.Threading.Channels;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Tests.Fakes;

/// <summary>An audit log in memory that fails as it is told, and says when it was asked.</summary>
internal sealed class FaultingRunLog : IRunLog
{
    private readonly Channel<IReadOnlyList<RunRecord>> _attempts = Channel.CreateUnbounded<IReadOnlyList<RunRecord>>();
    private readonly List<RunRecord> _written = [];
    private volatile Exception? _fault;
    private volatile TaskCompletionSource? _gate;
    private int _ratings;

    /// <summary>What every append throws; null: it succeeds.</summary>
    public Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>What every append waits for before it goes on, whatever its token says, as on a disk that hangs.</summary>
    public TaskCompletionSource? Gate
    {
        get => _gate;
        set => _gate = value;
    }

    /// <summary>Asked before qualities are written, with how often that was asked; awaited.</summary>
    public Func<int, Task> Rating { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What each deletion answers, one after the other; then 0.</summary>
    public Queue<int> Deletions { get; } = new();

    /// <summary>The deletions asked for.</summary>
    public Channel<(DateTimeOffset Before, int Limit)> DeletionsAsked { get; } =
        Channel.CreateUnbounded<(DateTimeOffset Before, int Limit)>();

    public IReadOnlyList<RunRecord> Written
    {
        get
        {
            lock (_written)
                return [.. _written];
        }
    }

    /// <summary>The next append that was asked for, whatever became of it.</summary>
    public async Task<IReadOnlyList<RunRecord>> NextAttemptAsync() =>
        await _attempts.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>How many appends were asked for and not yet looked at.</summary>
    public int Attempts => _attempts.Reader.Count;

    public async Task AppendAsync(IReadOnlyList<RunRecord> batch, CancellationToken cancellationToken)
    {
        RunRecord[] copy = [.. batch];
        var fault = _fault;
        if (fault is null && _gate is null)
        {
            lock (_written)
                _written.AddRange(copy);
        }

        _attempts.Writer.TryWrite(copy);
        if (_gate is { } gate)
            await gate.Task;
        if (fault is not null)
            throw fault;
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var fault = _fault;
        var deleted = Deletions.TryDequeue(out var next) ? next : 0;
        DeletionsAsked.Writer.TryWrite((before, limit));
        return fault is null ? Task.FromResult(deleted) : Task.FromException<int>(fault);
    }

    /// <summary>The late qualities that were written.</summary>
    public ConcurrentQueue<LateQuality> Rated { get; } = new();

    public Task<IReadOnlyList<StoredEvidence>> EvidenceAsync(int epoch, int runs, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<MirrorCount>> MirroringsAsync(int epoch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Knows the runs that were written.</summary>
    public async Task<IReadOnlyList<bool>> RateAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken)
    {
        await Rating(Interlocked.Increment(ref _ratings));
        if (_fault is { } fault)
            throw fault;
        var written = Written;
        var found = qualities.Select(late => written.Any(run => run.RunId == late.RunId && run.Leg(late.Planner) is not null)).ToArray();
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i])
                Rated.Enqueue(qualities[i]);
        }

        return found;
    }

    public Task<RunPage> ReadAsync(RunQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RunRecord?> FindAsync(Guid runId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
