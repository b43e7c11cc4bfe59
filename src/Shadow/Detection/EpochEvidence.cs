using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>The evidence of one epoch: three windows, moved by every leg that ends. Not thread-safe.</summary>
/// <param name="epoch">Which epoch.</param>
/// <param name="capacity">Runs of a window.</param>
/// <param name="streak">v2's failures in a row; a new build goes on with those of the one before.</param>
internal sealed class EpochEvidence(int epoch, int capacity, FailureStreak streak)
{
    // Runs assigned to v2, by v2's leg; v1's legs of the same runs beside.
    private RunWindow _pairs = new(capacity);

    // Runs assigned to v1, by v2's shadow leg; v1's legs of the same runs beside. Apart from the next: not every run is mirrored.
    private RunWindow _shadows = new(capacity);

    // Runs assigned to v1, by v1's leg.
    private RunWindow _served = new(capacity);

    public int Epoch => epoch;

    public FailureStreak Streak => streak;

    /// <summary>The runs assigned to v2.</summary>
    public RunWindow Pairs => _pairs;

    public MirrorTally Mirror { get; } = new();

    /// <summary>Brings the windows to the size and the age that are asked for now.</summary>
    public void Fit(Thresholds thresholds, long now)
    {
        if (_pairs.Capacity != thresholds.WindowRuns)
        {
            _pairs = _pairs.Resized(thresholds.WindowRuns);
            _shadows = _shadows.Resized(thresholds.WindowRuns);
            _served = _served.Resized(thresholds.WindowRuns);
        }

        if (thresholds.WindowMinutes <= 0)
            return;
        var since = now - (long)(thresholds.WindowMinutes * TimeSpan.TicksPerMinute);
        _pairs.RemoveBefore(since);
        _shadows.RemoveBefore(since);
        _served.RemoveBefore(since);
    }

    /// <summary>Takes in what is known of a run; false where nothing changed.</summary>
    public bool Observe(in RunEvidence run)
    {
        if (run.Assigned == Planner.V1)
            return Take(_served, run, run.V1, null, run.V1Seen) | Take(_shadows, run, run.V2, run.V1, run.V2Seen);

        var slot = _pairs.Find(run.RunId);
        if (slot >= 0)
        {
            if (run.V1 is { } v1)
                streak.Beside(ref _pairs.MarkAt(slot), v1.Failed);
            return _pairs.Put(slot, run.V2, run.V1);
        }

        if (run.V2 is not { } v2 || run.V2Seen)
            return false;
        slot = _pairs.Add(run.RunId, run.EndedAt, v2, run.V1);
        _pairs.MarkAt(slot) = streak.Ended(v2, run.V1);
        return true;
    }

    /// <summary>Puts a late quality in its place, where the run is still in a window.</summary>
    public void Rate(Guid runId, Planner planner, long qualityMicros)
    {
        Rate(_pairs, judged: planner == Planner.V2);
        Rate(_shadows, judged: planner == Planner.V2);
        if (planner == Planner.V1)
            Rate(_served, judged: true);

        void Rate(RunWindow window, bool judged)
        {
            if (window.Find(runId) is >= 0 and var slot)
                window.Rate(slot, judged, qualityMicros);
        }
    }

    /// <summary>What v2 is judged by.</summary>
    /// <param name="thresholds">What it is held to.</param>
    /// <param name="ages">Open legs of v2 to be counted at their age, microseconds, smallest first.</param>
    public EvidenceFigures Figures(Thresholds thresholds, ReadOnlySpan<long> ages)
    {
        var v2 = _pairs.Judged.Figures();
        if (!ages.IsEmpty)
        {
            v2 = v2 with
            {
                LatencyValues = v2.LatencyValues + ages.Length,
                LatencyP50Micros = OpenLatencies.Percentile(_pairs.Judged.Latencies, ages, 50),
                LatencyP95Micros = OpenLatencies.Percentile(_pairs.Judged.Latencies, ages, 95),
            };
        }

        return Figures(_pairs, v2, thresholds) with
        {
            OpenLegs = ages.Length,
            FailuresInARow = streak.Count,
        };
    }

    /// <summary>What v2 would be judged by, if its shadow legs were evidence against it.</summary>
    public EvidenceFigures ShadowFigures(Thresholds thresholds) => Figures(_shadows, _shadows.Judged.Figures(), thresholds);

    public EvidenceStatistics Statistics(Thresholds thresholds)
    {
        var figures = Figures(thresholds, []);
        return new EvidenceStatistics(
            figures.V1.ToStatistics(figures.Paired ? "paired" : "served"),
            figures.V2.ToStatistics(),
            _shadows.Judged.Figures().ToStatistics(),
            Mirror.Statistics()
        );
    }

    private EvidenceFigures Figures(RunWindow window, in SideFigures v2, Thresholds thresholds)
    {
        var paired = window.Beside.Runs >= thresholds.MinSample;
        return new EvidenceFigures(
            paired ? window.Beside.Figures() : _served.Judged.Figures(),
            v2,
            paired,
            window.Pairs,
            window.PairsBesideFailed,
            window.PairsJudgedFailed,
            OpenLegs: 0,
            FailuresInARow: 0
        );
    }

    private static bool Take(RunWindow window, in RunEvidence run, LegSample? judged, LegSample? beside, bool seen)
    {
        var slot = window.Find(run.RunId);
        if (slot >= 0)
            return window.Put(slot, judged, beside);
        if (judged is not { } sample || seen)
            return false;
        window.Add(run.RunId, run.EndedAt, sample, beside);
        return true;
    }
}
