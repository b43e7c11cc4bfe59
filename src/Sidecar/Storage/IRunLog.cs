using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Storage;

/// <summary>The audit log of runs.</summary>
public interface IRunLog
{
    /// <summary>Writes a batch in one transaction; a run whose id is there already is left as it is.</summary>
    /// <exception cref="StoreException">The store did not take the batch; nothing of it was written.</exception>
    Task AppendAsync(IReadOnlyList<RunRecord> batch, CancellationToken cancellationToken);

    /// <summary>Reads a page of runs, newest first, without their bodies.</summary>
    Task<RunPage> ReadAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one run, with its bodies where they were kept; null where there is none of that id.</summary>
    Task<RunRecord?> FindAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the newest evidence of an epoch in the order in which it came: enough for windows of <paramref name="runs"/> runs, and more. What
    /// it reads is bounded whatever the size of the log.
    /// </summary>
    Task<IReadOnlyList<StoredEvidence>> EvidenceAsync(int epoch, int runs, CancellationToken cancellationToken);

    /// <summary>Reads what became of the mirroring of an epoch's runs, those included that were deleted for their age.</summary>
    Task<IReadOnlyList<MirrorCount>> MirroringsAsync(int epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the qualities of legs, in one transaction and in their order; a repetition changes nothing. Returns for each whether there is
    /// a run of that id with a leg of that planner.
    /// </summary>
    /// <exception cref="StoreException">The store did not take them; nothing was changed.</exception>
    Task<IReadOnlyList<bool>> RateAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken);

    /// <summary>Deletes at most <paramref name="limit"/> of the runs that began before <paramref name="before"/>; returns how many.</summary>
    Task<int> DeleteBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
