namespace Shadow.Detection;

/// <summary>What the legs of one planner show. A figure without values is null.</summary>
public sealed record LegStatistics
{
    /// <summary>Legs in the window.</summary>
    public int Samples { get; init; }

    /// <summary>Mean of the reported qualities, points.</summary>
    public double? QualityMean { get; init; }

    /// <summary>Median latency, nearest rank, milliseconds.</summary>
    public double? LatencyP50Ms { get; init; }

    /// <summary>95th percentile of latency, nearest rank: the ⌈0.95·n⌉-th smallest, milliseconds.</summary>
    public double? LatencyP95Ms { get; init; }

    /// <summary>Mean of the reported costs, cents.</summary>
    public double? CostMeanCents { get; init; }

    /// <summary>Failed legs of all legs, percent.</summary>
    public double? ErrorRatePct { get; init; }

    /// <summary><c>paired</c> or <c>served</c> for v1; null elsewhere.</summary>
    public string? Source { get; init; }
}
