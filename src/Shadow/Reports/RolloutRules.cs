using static Shadow.Reports.ReportText;

namespace Shadow.Reports;

/// <summary>What to do with the canary where nothing speaks against v2: one of these holds then, by v2's share of the traffic.</summary>
internal static class RolloutRules
{
    private const double SmallPct = 10;
    private const double LargePct = 50;

    public static readonly RecommendationRule[] All =
    [
        new("start", false, static report => Share(report) is 0 ? "Start the canary at 5% - V2's shadow legs show no regression" : null),
        new(
            "raise",
            false,
            static report =>
                Share(report) is { } share and > 0 and < SmallPct
                    ? $"Raise the canary - No regression at {One(share)}% of the traffic"
                    : null
        ),
        new(
            "maintain",
            false,
            static report => Share(report) is >= SmallPct and < LargePct ? "Maintain current split - Good canary percentage" : null
        ),
        new(
            "promote",
            false,
            static report =>
                Share(report) is { } share and >= LargePct and < 100
                    ? $"Raise towards 100% - No regression at {One(share)}% of the traffic"
                    : null
        ),
        new(
            "retire_v1",
            false,
            static report => Share(report) is 100 ? "Consider to retire V1 - V2 answered every run, without regression" : null
        ),
    ];

    // Null where v2 was worse, or where there is not enough to say that it was not.
    private static double? Share(WeeklyReport report) =>
        report.V2.Legs >= report.Thresholds.MinSample
        && !RegressionRules.Any(report)
        && report.Decisions.AgentChangedPct is not >= EvidenceRules.MuchDisagreementPct
            ? report.V2SharePct
            : null;
}
