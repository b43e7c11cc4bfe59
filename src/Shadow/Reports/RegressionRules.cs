using Shadow.Detection;
using static Shadow.Reports.ReportText;

namespace Shadow.Reports;

/// <summary>Rules on whether v2 was worse than it may be. The conditions and words are those of the guard, over the whole period.</summary>
internal static class RegressionRules
{
    private const string Hold = "Do not raise the canary - ";

    public static readonly RecommendationRule[] All =
    [
        new("rolled_back", true, RolledBack),
        new("quality", true, Quality),
        new("latency", true, Latency),
        new("cost", true, Cost),
        new("errors", true, Errors),
    ];

    /// <summary>Whether any of them holds.</summary>
    public static bool Any(WeeklyReport report) => All.Any(rule => rule.Text(report) is not null);

    private static string? RolledBack(WeeklyReport report) =>
        report.Rollbacks.Count == 0
            ? null
            : $"Find the cause before V2 gets more traffic - Rolled back {report.Rollbacks.Count} time(s)"
                + $" (automatic: {report.Rollbacks.Automatic}, manual: {report.Rollbacks.Manual})";

    private static string? Quality(WeeklyReport report)
    {
        var enough = Math.Min(report.V1.QualityValues, report.V2.QualityValues) >= report.Thresholds.MinSample;
        var drop = Difference(report.V1.QualityMean, report.V2.QualityMean);
        return enough && drop > report.Thresholds.MaxQualityDrop
            ? $"{Hold}quality (V1: {One(report.V1.QualityMean)}, V2: {One(report.V2.QualityMean)}, drop: {One(drop)})"
            : null;
    }

    private static string? Latency(WeeklyReport report) =>
        report.V2.LatencyValues >= report.Thresholds.MinSample && report.V2.LatencyP95Ms > report.Thresholds.MaxLatencyP95Ms
            ? Hold + BreachTexts.Latency((decimal)report.V2.LatencyP95Ms.Value, report.Thresholds)
            : null;

    private static string? Cost(WeeklyReport report) =>
        report.V2.CostValues >= report.Thresholds.MinSample && report.V2.CostMeanCents > report.Thresholds.MaxCostCents
            ? Hold + BreachTexts.Cost((decimal)report.V2.CostMeanCents.Value, report.Thresholds)
            : null;

    private static string? Errors(WeeklyReport report)
    {
        var enough = Math.Min(report.V1.Legs, report.V2.Legs) >= report.Thresholds.MinSample;
        return enough && Difference(report.V2.ErrorRatePct, report.V1.ErrorRatePct) > report.Thresholds.MaxErrorRate
            ? $"{Hold}errors (V1: {One(report.V1.ErrorRatePct)}%, V2: {One(report.V2.ErrorRatePct)}%)"
            : null;
    }

    // To the millionth, which is as fine as figures are stored: 87.3 - 82.3 is not exactly 5 in binary, and equal is no breach.
    private static double? Difference(double? first, double? second) => first - second is { } value ? Math.Round(value, 6) : null;
}
