using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>What v2 is held to.</summary>
/// <param name="QualityDrop">Points.</param>
/// <param name="LatencyP95Ms">Milliseconds.</param>
/// <param name="CostCents">Cents.</param>
/// <param name="MinSample">Runs below which nothing is judged.</param>
internal sealed record ThresholdsReading(double QualityDrop, double LatencyP95Ms, double CostCents, int MinSample)
{
    /// <summary>Reads the <c>thresholds</c> object.</summary>
    public static ThresholdsReading Of(JsonElement thresholds) =>
        new(
            thresholds.GetProperty("max_quality_drop").GetDouble(),
            thresholds.GetProperty("max_latency_p95_ms").GetDouble(),
            thresholds.GetProperty("max_cost_cents").GetDouble(),
            thresholds.GetProperty("min_sample").GetInt32()
        );
}
