using static Shadow.Reports.ReportText;

namespace Shadow.Reports;

/// <summary>Rules on whether there is enough to go by, and on where the planners disagree.</summary>
internal static class EvidenceRules
{
    /// <summary>Percent of compared runs with another agent from which on there is some disagreement.</summary>
    public const double SomeDisagreementPct = 10;

    /// <summary>Percent from which on there is much.</summary>
    public const double MuchDisagreementPct = 30;

    private const double FewComparedPct = 50;
    private const double ObjectiveFactor = 2;
    private const double ObjectiveLeastPct = 10;

    public static readonly RecommendationRule[] All =
    [
        new("no_runs", true, static report => report.Runs == 0 ? "Check the route - No run was recorded in this period" : null),
        new("few_legs", true, FewLegs),
        new("few_compared", true, FewCompared),
        new("some_disagreement", true, SomeDisagreement),
        new("much_disagreement", true, MuchDisagreement),
        new("objective", true, Objective),
    ];

    private static string? FewLegs(WeeklyReport report) =>
        report.Runs > 0 && report.V2.Legs < report.Thresholds.MinSample
            ? $"Let it run longer - V2 has {report.V2.Legs} judged legs, and a judgement needs {report.Thresholds.MinSample}"
            : null;

    private static string? FewCompared(WeeklyReport report)
    {
        var compared = Share.Pct(report.Decisions.Compared, report.Runs);
        if (report.Runs < report.Thresholds.MinSample || compared is not < FewComparedPct)
            return null;
        var main = report.Outcomes.First(static outcome => outcome.Name != "compared");
        return $"Look at the mirroring - Only {One(compared)}% of the runs were compared, {main.Runs} ended as {main.Name}";
    }

    private static string? SomeDisagreement(WeeklyReport report) =>
        Disagreement(report) is >= SomeDisagreementPct and < MuchDisagreementPct
            ? $"Review scoring weights - Some disagreement on {Pair(report)}"
            : null;

    private static string? MuchDisagreement(WeeklyReport report) =>
        Disagreement(report) is >= MuchDisagreementPct
            ? $"Review scoring weights before raising the canary - Much disagreement, most on {Pair(report)}"
            : null;

    private static string? Objective(WeeklyReport report)
    {
        var overall = report.Decisions.AnyChangePct;
        var worst = report
            .Objectives.Where(objective =>
                objective.Objective is not null
                && objective.Compared >= report.Thresholds.MinSample
                && objective.AnyChangePct >= ObjectiveLeastPct
                && objective.AnyChangePct >= ObjectiveFactor * overall
            )
            .MaxBy(static objective => objective.AnyChangePct);
        return worst is null
            ? null
            : $"Look at objective {Code(worst.Objective)} - {One(worst.AnyChangePct)}% of its decisions differ, {One(overall)}% of all";
    }

    private static double? Disagreement(WeeklyReport report) =>
        report.Decisions.Compared >= report.Thresholds.MinSample ? report.Decisions.AgentChangedPct : null;

    private static string Pair(WeeklyReport report) =>
        report.TopDisagreements is [var top, ..] ? $"{Code(top.V1Agent)} vs {Code(top.V2Agent)}" : "many pairs of agents";
}
