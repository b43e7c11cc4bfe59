namespace Shadow.Reports;

/// <summary>What the legs of one planner show, primary and shadow together. A figure without values is null.</summary>
public sealed record PlannerFigures
{
    /// <summary>Legs that are evidence.</summary>
    public long Legs { get; init; }

    /// <summary>Of them, failed.</summary>
    public long Failures { get; init; }

    /// <summary>Failed legs of all legs, percent.</summary>
    public double? ErrorRatePct { get; init; }

    /// <summary>How many qualities were reported.</summary>
    public long QualityValues { get; init; }

    /// <summary>Their mean, points.</summary>
    public double? QualityMean { get; init; }

    /// <summary>How many latencies count.</summary>
    public long LatencyValues { get; init; }

    /// <summary>Their median, nearest rank, milliseconds.</summary>
    public double? LatencyP50Ms { get; init; }

    /// <summary>Their 95th percentile, nearest rank, milliseconds.</summary>
    public double? LatencyP95Ms { get; init; }

    /// <summary>How many costs were reported.</summary>
    public long CostValues { get; init; }

    /// <summary>Their mean, cents.</summary>
    public double? CostMeanCents { get; init; }
}
