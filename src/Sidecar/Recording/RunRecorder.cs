using System.Collections.Concurrent;
using System.Threading.Channels;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Metrics;

namespace Sidecar.Recording;

/// <summary>The queue between those who end runs and the one who writes them. Bounded in runs and, with bodies kept, in bytes.</summary>
internal sealed class RunRecorder(SidecarMetrics metrics, HealthState health) : IRunRecorder
{
    /// <summary>Runs that may wait.</summary>
    public const int Capacity = 50_000;

    /// <summary>Bytes of bodies that may wait: 64 MiB.</summary>
    public const long MaxBodyBytes = 64 * 1024 * 1024;

    private const string DroppedCause = "audit_dropped";

    private const string DroppedSentence =
        "Runs are missing from the audit log: they end faster than the store takes them. See the cause 'store', and planner_audit_dropped_total.";

    // Wait, and never waited for: TryWrite says false for a full queue, where the dropping modes would say true and lose the run uncounted.
    private readonly Channel<RunRecord> _queue = Channel.CreateBounded<RunRecord>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
    );

    private readonly ConcurrentDictionary<Guid, RunRecord> _waiting = new();
    private long _bodyBytes;

    /// <summary>The runs that wait.</summary>
    public ChannelReader<RunRecord> Queue => _queue.Reader;

    /// <summary>The run of an id, from the moment it is recorded until it is written or dropped; null where it does not wait.</summary>
    public RunRecord? Find(Guid runId) => _waiting.GetValueOrDefault(runId);

    /// <inheritdoc/>
    public bool TryRecord(RunRecord run)
    {
        var bytes = BodyBytes(run);

        // Counted before it is queued, so that the writer never takes off what is not yet there.
        metrics.AuditQueue.Inc();
        _waiting[run.RunId] = run;
        if (Fits(bytes) && _queue.Writer.TryWrite(run))
            return true;
        _waiting.TryRemove(run.RunId, out _);
        Leave(1, bytes);
        CountDropped(1);
        return false;
    }

    /// <summary>Takes no more runs. What waits can still be read.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>A batch was written: it waits no more, and when the queue is half empty again, none will be dropped soon.</summary>
    public void Written(IReadOnlyList<RunRecord> batch)
    {
        Leave(batch);
        if (_queue.Reader.Count < Capacity / 2 && Volatile.Read(ref _bodyBytes) < MaxBodyBytes / 2)
            health.Recover(DroppedCause);
    }

    /// <summary>A batch that was taken from the queue will not be written.</summary>
    public void Dropped(IReadOnlyList<RunRecord> batch)
    {
        Leave(batch);
        CountDropped(batch.Count);
    }

    // A run that is larger than all of the bound passes when it is alone: otherwise it never could.
    private bool Fits(long bytes)
    {
        if (bytes == 0)
            return true;
        var total = Interlocked.Add(ref _bodyBytes, bytes);
        return total <= MaxBodyBytes || total == bytes;
    }

    private static long BodyBytes(RunRecord run) =>
        (run.RequestBody?.Length ?? 0L) + (run.V1?.Body?.Length ?? 0L) + (run.V2?.Body?.Length ?? 0L);

    private void Leave(IReadOnlyList<RunRecord> batch)
    {
        var bytes = 0L;
        foreach (var run in batch)
        {
            bytes += BodyBytes(run);
            _waiting.TryRemove(run.RunId, out _);
        }

        Leave(batch.Count, bytes);
    }

    private void Leave(int runs, long bytes)
    {
        metrics.AuditQueue.Dec(runs);
        if (bytes != 0)
            Interlocked.Add(ref _bodyBytes, -bytes);
    }

    private void CountDropped(int runs)
    {
        metrics.AuditDropped.Inc(runs);
        health.Degrade(DroppedCause, DroppedSentence);
    }
}
