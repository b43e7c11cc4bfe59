using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>What the guard knows of one planner's legs; figures without values are null.</summary>
internal sealed record LegReading
{
    /// <summary>Legs in the window.</summary>
    public int Samples { get; init; }

    /// <summary>Median latency, milliseconds.</summary>
    public double? P50Ms { get; init; }

    /// <summary>95th percentile of latency, milliseconds.</summary>
    public double? P95Ms { get; init; }

    /// <summary>Mean cost of a run, cents.</summary>
    public double? CostCents { get; init; }

    /// <summary>Mean quality, points.</summary>
    public double? Quality { get; init; }

    /// <summary>Failed legs, percent.</summary>
    public double? ErrorPct { get; init; }

    /// <summary>Reads one of the objects of <c>stats</c>.</summary>
    public static LegReading Of(JsonElement leg) =>
        new()
        {
            Samples = leg.GetProperty("samples").GetInt32(),
            P50Ms = Number(leg, "latency_p50_ms"),
            P95Ms = Number(leg, "latency_p95_ms"),
            CostCents = Number(leg, "cost_mean_cents"),
            Quality = Number(leg, "quality_mean"),
            ErrorPct = Number(leg, "error_rate_pct"),
        };

    private static double? Number(JsonElement leg, string name) =>
        leg.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
