using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>
/// The evidence of the newest epoch, and the judgement over it. One short lock, never held across anything that waits; taking in a leg and
/// judging allocate nothing.
/// </summary>
public sealed class EvidenceBook(Func<Thresholds> thresholds, TimeProvider time, IJudge judge) : IEvidence
{
    private readonly Lock _lock = new();
    private EpochEvidence? _evidence;

    /// <inheritdoc/>
    public EvidenceStatistics Read(int epoch)
    {
        var limits = thresholds();
        lock (_lock)
        {
            // An epoch that nothing is known of is not begun by a reader: it may be an old one's answer that is late.
            return epoch == _evidence?.Epoch
                ? Fitted(epoch, limits).Statistics(limits)
                : new EpochEvidence(epoch, 1, new FailureStreak()).Statistics(limits);
        }
    }

    /// <summary>
    /// Takes in what is known of a run so far; false where nothing changed. Runs of an older epoch than the newest are no evidence any more.
    /// </summary>
    public bool Observe(in RunEvidence run)
    {
        var limits = thresholds();
        lock (_lock)
            return run.Epoch >= (_evidence?.Epoch ?? 0) && Fitted(run.Epoch, limits).Observe(run);
    }

    /// <summary>Counts what became of a run's mirroring.</summary>
    public void Count(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Count(run.Epoch, new MirrorCount(run.Outcome, 1, run.Diff is { AnyChange: true } ? 1 : 0));
    }

    /// <summary>Counts what became of the mirroring of an epoch's runs.</summary>
    public void Count(int epoch, in MirrorCount count)
    {
        var limits = thresholds();
        lock (_lock)
        {
            if (epoch >= (_evidence?.Epoch ?? 0))
                Fitted(epoch, limits).Mirror.Add(count);
        }
    }

    /// <summary>
    /// Begins an epoch, before the first run is assigned in it. One that is not begun this way begins with its first run or judgement, and
    /// without failures in a row.
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="keepStreak">Whether v2's failures in a row go on: over a new build, which may fail as the old one did.</param>
    public void BeginEpoch(int epoch, bool keepStreak)
    {
        var limits = thresholds();
        lock (_lock)
        {
            if (epoch > (_evidence?.Epoch ?? 0))
                _evidence = new EpochEvidence(
                    epoch,
                    limits.WindowRuns,
                    // Of the epoch just before alone: in between, the kill switch may have gone off, and nobody has judged since.
                    keepStreak && _evidence is { } last && last.Epoch == epoch - 1
                        ? last.Streak
                        : new FailureStreak()
                );
        }
    }

    /// <summary>Puts a late quality in its place, where the run is still in the evidence.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="planner">Whose leg.</param>
    /// <param name="quality">0 to 100 points.</param>
    public void Rate(Guid runId, Planner planner, double quality)
    {
        lock (_lock)
            _evidence?.Rate(runId, planner, LegSample.Micros(quality)!.Value);
    }

    /// <summary>Judges v2.</summary>
    /// <param name="epoch">The epoch in force.</param>
    /// <param name="ages">Open legs of v2 to be counted at their age, microseconds, smallest first.</param>
    public Judgement Judge(int epoch, ReadOnlySpan<long> ages)
    {
        var limits = thresholds();
        lock (_lock)
            return judge.Judge(Fitted(epoch, limits).Figures(limits, ages), limits);
    }

    /// <summary>Judges v2, and takes along what a breach rests on, as it is in this moment.</summary>
    /// <param name="epoch">The epoch in force.</param>
    /// <param name="ages">Open legs of v2 to be counted at their age, microseconds, smallest first.</param>
    /// <param name="breach">What it rests on; null where nothing is breached, or v1 is no better.</param>
    public Judgement Judge(int epoch, ReadOnlySpan<long> ages, out BreachEvidence? breach)
    {
        var limits = thresholds();
        lock (_lock)
        {
            var evidence = Fitted(epoch, limits);
            var judgement = judge.Judge(evidence.Figures(limits, ages), limits);
            breach = judgement is { Verdict: Verdict.Regression, V1Unfit: false }
                ? new BreachEvidence(evidence.Statistics(limits), judgement, HeavyRuns.Of(evidence.Pairs, judgement.Breached))
                : null;
            return judgement;
        }
    }

    /// <summary>What the judgement would be if v2's shadow legs were evidence against it.</summary>
    public Judgement JudgeShadow(int epoch)
    {
        var limits = thresholds();
        lock (_lock)
            return judge.Judge(Fitted(epoch, limits).ShadowFigures(limits), limits);
    }

    private EpochEvidence Fitted(int epoch, Thresholds limits)
    {
        if (_evidence is null || epoch > _evidence.Epoch)
            _evidence = new EpochEvidence(epoch, limits.WindowRuns, new FailureStreak());
        _evidence.Fit(limits, time.GetUtcNow().UtcTicks);
        return _evidence;
    }
}
