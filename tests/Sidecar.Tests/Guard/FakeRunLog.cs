using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

/// <summary>A log that answers with what it is given and keeps the question.</summary>
internal sealed class FakeRunLog : IRunLog
{
    public List<RunRecord> Runs { get; } = [];

    public Guid? Next { get; set; }

    public string? Fault { get; set; }

    public RunQuery? Asked { get; set; }

    public static RunRecord Run() =>
        new()
        {
            RunId = Guid.CreateVersion7(),
            At = GuardBed.Start,
            Method = "POST",
            Path = "/plan",
            Status = 200,
            Assigned = Planner.V2,
            Selected = Planner.V2,
            Reason = SelectionReason.Canary,
            Outcome = ShadowOutcome.Compared,
            CanaryPct = 10,
            KillSwitch = false,
            Epoch = 1,
        };

    public Task AppendAsync(IReadOnlyList<RunRecord> batch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RunPage> ReadAsync(RunQuery query, CancellationToken cancellationToken)
    {
        Check();
        Asked = query;
        return Task.FromResult(new RunPage(Runs, Next));
    }

    public Task<RunRecord?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(Runs.Find(run => run.RunId == runId));
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>What is read back at a start.</summary>
    public List<StoredEvidence> Evidence { get; } = [];

    /// <summary>Once it has taken so many late qualities, it takes no more.</summary>
    public int? FailsAfter { get; set; }

    /// <summary>The late qualities that were taken.</summary>
    public List<LateQuality> Rated { get; } = [];

    public Task<IReadOnlyList<StoredEvidence>> EvidenceAsync(int epoch, int runs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult<IReadOnlyList<StoredEvidence>>([.. Evidence.Where(run => run.Run.Epoch == epoch)]);
    }

    /// <summary>The ledger that is read back at a start, by epoch.</summary>
    public List<(int Epoch, MirrorCount Count)> Mirrorings { get; } = [];

    public Task<IReadOnlyList<MirrorCount>> MirroringsAsync(int epoch, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult<IReadOnlyList<MirrorCount>>([.. Mirrorings.Where(of => of.Epoch == epoch).Select(of => of.Count)]);
    }

    public Task<IReadOnlyList<bool>> RateAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken)
    {
        Check();
        if (Rated.Count >= FailsAfter)
            throw new StoreException("The store 'x.db' is full: free space on its disk.");
        Rated.AddRange(qualities.Where(quality => Runs.Exists(run => run.RunId == quality.RunId)));
        return Task.FromResult<IReadOnlyList<bool>>([.. qualities.Select(quality => Runs.Exists(run => run.RunId == quality.RunId))]);
    }

    private void Check()
    {
        if (Fault is { } fault)
            throw new StoreException(fault);
    }
}
