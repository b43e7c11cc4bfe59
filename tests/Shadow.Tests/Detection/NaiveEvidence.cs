using Shadow.Detection;
using Shadow.Runs;

namespace Shadow.Tests.Detection;

/// <summary>The evidence as the contract words it, with lists that are walked anew for every question.</summary>
internal sealed class NaiveEvidence
{
    private readonly List<Entry> _pairs = [];
    private readonly List<Entry> _shadows = [];
    private readonly List<Entry> _served = [];

    // v2's legs in the order of their ends, over builds.
    private readonly List<Entry> _ends = [];

    public int Epoch { get; private set; } = 1;

    public void Begin(int epoch, bool keepStreak)
    {
        if (epoch <= Epoch)
            return;
        Clear(keepStreak && epoch == Epoch + 1);
        Epoch = epoch;
    }

    public void Observe(in RunEvidence run, Thresholds thresholds, long now)
    {
        if (run.Epoch < Epoch)
            return;
        Begin(run.Epoch, keepStreak: false);
        Fit(thresholds, now);
        if (run.Assigned == Planner.V2)
        {
            if (Put(_pairs, run, run.V2, run.V1, run.V2Seen))
                _ends.Add(_pairs[^1]);
        }
        else
        {
            Put(_served, run, run.V1, null, run.V1Seen);
            Put(_shadows, run, run.V2, run.V1, run.V2Seen);
        }

        Fit(thresholds, now);
    }

    public void Rate(Guid runId, Planner planner, long quality)
    {
        foreach (var entry in _pairs.Concat(_shadows).Where(entry => entry.RunId == runId))
        {
            if (planner == Planner.V2)
                entry.RateJudged(quality);
            else
                entry.RateBeside(quality);
        }

        if (planner == Planner.V1)
            _served.Find(entry => entry.RunId == runId)?.RateJudged(quality);
    }

    public EvidenceFigures Figures(Thresholds thresholds, long now, long[] ages)
    {
        Fit(thresholds, now);
        return Figures(_pairs, thresholds, ages) with { OpenLegs = ages.Length, FailuresInARow = Streak() };
    }

    public EvidenceFigures ShadowFigures(Thresholds thresholds, long now)
    {
        Fit(thresholds, now);
        return Figures(_shadows, thresholds, []);
    }

    private EvidenceFigures Figures(List<Entry> entries, Thresholds thresholds, long[] ages)
    {
        var beside = entries.Where(entry => entry.Beside is not null).Select(entry => entry.Beside!.Value).ToList();
        var paired = beside.Count(IsRun) >= thresholds.MinSample;
        var pairs = entries.Where(entry => entry.Beside is not null && IsRun(entry.Judged)).ToList();
        return new EvidenceFigures(
            paired ? Side(beside, []) : Side([.. _served.Select(entry => entry.Judged)], []),
            Side([.. entries.Select(entry => entry.Judged)], ages),
            paired,
            pairs.Count,
            pairs.Count(pair => pair.Beside!.Value.Failed),
            pairs.Count(pair => pair.Judged.Failed),
            OpenLegs: 0,
            FailuresInARow: 0
        );
    }

    private static SideFigures Side(List<LegSample> samples, long[] ages)
    {
        var qualities = samples.Where(sample => sample.QualityMicros is not null).Select(sample => sample.QualityMicros!.Value).ToList();
        var costs = samples.Where(sample => sample.CostMicros is not null).Select(sample => sample.CostMicros!.Value).ToList();
        List<long> latencies =
        [
            .. samples.Where(sample => sample.LatencyMicros is not null).Select(sample => sample.LatencyMicros!.Value).Concat(ages).Order(),
        ];
        return new SideFigures(
            samples.Count(IsRun),
            samples.Count(sample => sample.Failed),
            qualities.Count,
            qualities.Sum(),
            costs.Count,
            costs.Sum(),
            latencies.Count,
            Percentile(latencies, 0.50m),
            Percentile(latencies, 0.95m)
        );
    }

    private static long Percentile(List<long> ascending, decimal share) =>
        ascending.Count == 0 ? 0 : ascending[(int)Math.Ceiling(share * ascending.Count) - 1];

    private int Streak()
    {
        var row = 0;
        for (var i = _ends.Count - 1; i >= 0 && _ends[i].Judged.Outcome != LegOutcome.Succeeded; i--)
            row += _ends[i].Judged.Failed && _ends[i].Beside is not { Failed: true } ? 1 : 0;
        return row;
    }

    // True where the run is new.
    private static bool Put(List<Entry> entries, in RunEvidence run, LegSample? judged, LegSample? beside, bool seen)
    {
        var runId = run.RunId;
        if (entries.Find(entry => entry.RunId == runId) is { } known)
        {
            known.Learn(judged, beside);
            return false;
        }

        if (judged is not { } sample || seen)
            return false;
        entries.Add(new Entry(runId, run.EndedAt, sample, beside));
        return true;
    }

    private void Fit(Thresholds thresholds, long now)
    {
        foreach (var entries in new[] { _pairs, _shadows, _served })
        {
            entries.RemoveRange(0, Math.Max(0, entries.Count - thresholds.WindowRuns));
            if (thresholds.WindowMinutes > 0)
                entries.RemoveAll(entry => entry.EndedAt < now - (long)(thresholds.WindowMinutes * TimeSpan.TicksPerMinute));
        }
    }

    private void Clear(bool keepStreak)
    {
        _pairs.Clear();
        _shadows.Clear();
        _served.Clear();
        if (!keepStreak)
            _ends.Clear();
    }

    private static bool IsRun(LegSample sample) => sample.Outcome != LegOutcome.Hedged;

    private sealed class Entry(Guid runId, long endedAt, LegSample judged, LegSample? beside)
    {
        private bool _judgedRated;
        private bool _besideRated;

        public Guid RunId => runId;

        public long EndedAt => endedAt;

        public LegSample Judged { get; private set; } = judged;

        public LegSample? Beside { get; private set; } = beside;

        public void Learn(LegSample? judged, LegSample? beside)
        {
            if (judged is { } j)
                Judged = _judgedRated ? j.WithQuality(Judged.QualityMicros) : j;
            if (beside is { } b)
                Beside = _besideRated ? b.WithQuality(Beside?.QualityMicros) : b;
        }

        public void RateJudged(long quality)
        {
            Judged = Judged.WithQuality(quality);
            _judgedRated = true;
        }

        public void RateBeside(long quality)
        {
            if (Beside is not { } known)
                return;
            Beside = known.WithQuality(quality);
            _besideRated = true;
        }
    }
}
