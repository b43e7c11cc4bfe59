using Shadow.Detection;
using Shadow.Runs;

namespace Shadow.Reports;

/// <summary>
/// Makes a report in one pass over the runs, in whatever order they come. Its memory does not grow with their number: under 4 MiB, with
/// every table full. Not thread-safe.
/// </summary>
/// <param name="thresholds">What v2 is held to.</param>
public sealed class ReportBuilder(Thresholds thresholds)
{
    /// <summary>Pairs of agents that a report shows.</summary>
    public const int TopPairs = 10;

    /// <summary>Objectives that a report shows.</summary>
    public const int TopObjectives = 20;

    private readonly Thresholds _thresholds = thresholds;
    private readonly long[] _selected = new long[2];
    private readonly long[] _reasons = new long[Enum.GetValues<SelectionReason>().Length];
    private readonly long[] _outcomes = new long[Enum.GetValues<ShadowOutcome>().Length];
    private readonly DecisionTally _decisions = new();
    private readonly DisagreementTally _disagreements = new();
    private readonly ObjectiveTally _objectives = new();
    private readonly PlannerTally _v1 = new(ThresholdJudge.LatencyLimitMicros(thresholds));
    private readonly PlannerTally _v2 = new(ThresholdJudge.LatencyLimitMicros(thresholds));

    /// <summary>Adds a run.</summary>
    public void Add(in ReportRow row)
    {
        _selected[(int)row.Selected]++;
        _reasons[(int)row.Reason]++;
        _outcomes[(int)row.Outcome]++;
        if (row.Diff is { } diff)
        {
            _decisions.Add(diff);
            if ((diff & DiffFlags.Agent) != 0)
                _disagreements.Add(row.V1.Agent, row.V2.Agent);
            if (row.Objective is { } objective)
                _objectives.Add(objective, diff);
        }

        AddLegs(row);
    }

    /// <summary>The report of what was added.</summary>
    public WeeklyReport Build(ReportPeriod period, ReportedRollbacks rollbacks)
    {
        var runs = _selected.Sum();
        var decisions = _decisions.Figures();
        var top = _disagreements.Top(TopPairs);
        return ReportConclusions.Draw(
            new WeeklyReport
            {
                Period = period,
                Runs = runs,
                V1Runs = _selected[(int)Planner.V1],
                V2Runs = _selected[(int)Planner.V2],
                Reasons = Named<SelectionReason>(_reasons, runs, static reason => reason.Name()),
                Outcomes = Named<ShadowOutcome>(_outcomes, runs, static outcome => outcome.Name()),
                Decisions = decisions,
                TopDisagreements = top,
                OtherDisagreements = decisions.AgentChanged - top.Sum(static pair => pair.Count),
                Objectives = _objectives.Top(TopObjectives),
                V1 = _v1.Figures(),
                V2 = _v2.Figures(),
                Rollbacks = rollbacks,
                Thresholds = _thresholds,
            }
        );
    }

    // As the guard reads evidence: nothing of a run whose planner the caller chose (whatever its reason became, Judge is Off then), that was
    // upgraded or cut over. Of one that was hedged away v2's age counts, and nothing else.
    private void AddLegs(in ReportRow row)
    {
        if (
            row.Judge == JudgeMode.Off
            || row.Reason is SelectionReason.Override or SelectionReason.Cutover
            || row.Outcome is ShadowOutcome.Upgrade or ShadowOutcome.CutOver
        )
            return;
        if (row.Reason == SelectionReason.Hedge)
        {
            if (row.V2.Sent)
                _v2.AddLatency(row.V2);
            return;
        }

        if (row.V1.IsEvidence)
            _v1.Add(row.V1);
        if (row.V2.IsEvidence)
            _v2.Add(row.V2);
    }

    private static IReadOnlyList<NamedCount> Named<T>(long[] counts, long runs, Func<T, string> name)
        where T : struct, Enum =>
        [
            .. Enum.GetValues<T>()
                .Zip(counts, (value, count) => new NamedCount(name(value), count, Share.Pct(count, runs)))
                .Where(static named => named.Runs > 0)
                .OrderByDescending(static named => named.Runs)
                .ThenBy(static named => named.Name, StringComparer.Ordinal),
        ];
}
