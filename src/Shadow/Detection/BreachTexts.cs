using System.Globalization;

namespace Shadow.Detection;

/// <summary>The sentences of a judgement, exactly as dashboards and runbooks look for them.</summary>
public static class BreachTexts
{
    private static readonly (JudgedMetrics Metric, string Name)[] All =
    [
        (JudgedMetrics.Quality, "quality"),
        (JudgedMetrics.Latency, "latency"),
        (JudgedMetrics.Cost, "cost"),
        (JudgedMetrics.Errors, "errors"),
        (JudgedMetrics.ConsecutiveErrors, "consecutive_errors"),
    ];

    /// <summary>What is breached, in the order of the contract's table.</summary>
    public static IReadOnlyList<string> Of(in Judgement judgement)
    {
        var (figures, thresholds) = (judgement.Figures, judgement.Thresholds);
        var (v1, v2) = (figures.V1, figures.V2);
        var texts = new List<string>();
        if (judgement.Breached.HasFlag(JudgedMetrics.Quality))
        {
            var drop = v1.QualityMean - v2.QualityMean;
            texts.Add(Text($"quality (V1: {v1.QualityMean:F1}, V2: {v2.QualityMean:F1}, drop: {drop:F1})"));
        }

        if (judgement.Breached.HasFlag(JudgedMetrics.Latency))
            texts.Add(Latency(v2.LatencyP95Micros / 1000m, thresholds));
        if (judgement.Breached.HasFlag(JudgedMetrics.Cost))
            texts.Add(Cost(v2.CostSum / (decimal)v2.CostValues / 1_000_000m, thresholds));
        if (judgement.Breached.HasFlag(JudgedMetrics.Errors))
            texts.Add(Text($"errors (V1: {v1.ErrorRatePct:F1}%, V2: {v2.ErrorRatePct:F1}%)"));
        if (judgement.Breached.HasFlag(JudgedMetrics.ConsecutiveErrors))
            texts.Add(Text($"errors (V2: {figures.FailuresInARow} consecutive failures)"));
        return texts;
    }

    /// <summary>The metrics that could not be judged, by name.</summary>
    public static IReadOnlyList<string> NotJudged(in Judgement judgement) => Names(judgement.NotJudged);

    /// <summary>The names of metrics, in the order of the contract's table.</summary>
    public static IReadOnlyList<string> Names(JudgedMetrics metrics) =>
        [.. All.Where(metric => metrics.HasFlag(metric.Metric)).Select(static metric => metric.Name)];

    /// <summary>The verdict's name, e.g. <c>insufficient_data</c>.</summary>
    public static string Name(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Healthy => "healthy",
            Verdict.Regression => "regression",
            _ => "insufficient_data",
        };

    /// <summary>That v2's 95th percentile of latency is above its limit.</summary>
    internal static string Latency(decimal p95Ms, Thresholds thresholds)
    {
        var (p95, limit) = Apart(p95Ms, (decimal)thresholds.MaxLatencyP95Ms, 0);
        return $"latency (V2 p95: {p95}ms > {limit}ms)";
    }

    /// <summary>That v2's mean cost is above its limit.</summary>
    internal static string Cost(decimal meanCents, Thresholds thresholds)
    {
        var (mean, limit) = Apart(meanCents, (decimal)thresholds.MaxCostCents, 1);
        return $"cost (V2: {mean}¢ > {limit}¢)";
    }

    // A value just above its limit gets the decimals that show it: "1600ms > 1600ms" would explain nothing.
    private static (string Value, string Limit) Apart(decimal value, decimal limit, int decimals)
    {
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        var whole = decimal.Round(limit, decimals) == limit;
        var (shown, shownLimit) = (Text(value, format), Text(limit, whole ? format : "0.######"));
        return shown == Text(limit, format) && value != limit ? (Text(value, "0.######"), shownLimit) : (shown, shownLimit);
    }

    private static string Text(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
