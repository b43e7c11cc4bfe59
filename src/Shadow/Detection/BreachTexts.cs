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
        {
            var (p95, limit) = Apart(v2.LatencyP95Micros / 1000m, (decimal)thresholds.MaxLatencyP95Ms, 0);
            texts.Add($"latency (V2 p95: {p95}ms > {limit}ms)");
        }

        if (judgement.Breached.HasFlag(JudgedMetrics.Cost))
        {
            var (mean, limit) = Apart(v2.CostSum / (decimal)v2.CostValues / 1_000_000m, (decimal)thresholds.MaxCostCents, 1);
            texts.Add($"cost (V2: {mean}¢ > {limit}¢)");
        }

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
