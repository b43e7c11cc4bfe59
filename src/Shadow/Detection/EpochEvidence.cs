using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>The evidence of one epoch. Not thread-safe.</summary>
internal sealed class EpochEvidence(int epoch)
{
    private readonly LegWindow _v1Paired = new();
    private readonly LegWindow _v1Served = new();
    private readonly LegWindow _v2 = new();
    private readonly LegWindow _v2Shadow = new();
    private readonly long[] _outcomes = new long[Enum.GetValues<ShadowOutcome>().Length];
    private long _changed;

    public int Epoch => epoch;

    public void Add(RunRecord run, JudgeMode judge, int windowRuns)
    {
        _outcomes[(int)run.Outcome]++;
        _changed += run.Diff is { AnyChange: true } ? 1 : 0;
        if (!IsEvidence(run, judge))
            return;
        if (run.Assigned == Planner.V2)
        {
            Add(_v2, run.V2, judge, windowRuns);
            Add(_v1Paired, run.V1, judge, windowRuns);
        }
        else
        {
            Add(_v1Served, run.V1, judge, windowRuns);
            Add(_v2Shadow, run.V2, judge, windowRuns);
        }
    }

    public EvidenceStatistics Statistics(Thresholds thresholds)
    {
        var paired = _v1Paired.Count >= thresholds.MinSample;
        var byOutcome = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var outcome in Enum.GetValues<ShadowOutcome>())
        {
            if (_outcomes[(int)outcome] > 0)
                byOutcome[outcome.Name()] = _outcomes[(int)outcome];
        }

        return new EvidenceStatistics(
            paired ? _v1Paired.Statistics("paired") : _v1Served.Statistics("served"),
            _v2.Statistics(),
            _v2Shadow.Statistics(),
            new ShadowStatistics(_outcomes.Sum(), _outcomes[(int)ShadowOutcome.Compared], _changed, byOutcome)
        );
    }

    private static bool IsEvidence(RunRecord run, JudgeMode judge) =>
        judge != JudgeMode.Off && run.Reason != SelectionReason.Override && run.Outcome != ShadowOutcome.Upgrade;

    private static void Add(LegWindow window, LegRecord? leg, JudgeMode judge, int windowRuns)
    {
        if (leg is null || leg.Inconclusive)
            return;
        if (judge == JudgeMode.All || leg.Failure != LegFailure.None || leg.Decision is not null)
            window.Add(LegSample.Of(leg), windowRuns);
    }
}
