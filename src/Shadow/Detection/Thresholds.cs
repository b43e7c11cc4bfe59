namespace Shadow.Detection;

/// <summary>What v2 is held to: the section <c>Regress</c>. Above a threshold is a breach, equal is not.</summary>
public sealed record Thresholds
{
    /// <summary>Points that v2's mean quality may lie below v1's. Default 5.</summary>
    public double MaxQualityDrop { get; init; } = 5.0;

    /// <summary>Milliseconds that v2's 95th percentile may take. Default 1600.</summary>
    public double MaxLatencyP95Ms { get; init; } = 1600;

    /// <summary>Cents that a run on v2 may cost in the mean. Default 3.</summary>
    public double MaxCostCents { get; init; } = 3.0;

    /// <summary>Percentage points that v2's error rate may lie above v1's. Default 5.</summary>
    public double MaxErrorRate { get; init; } = 5.0;

    /// <summary>Failures of v2 in a row that are too many; 0 turns the rule off. Default 10.</summary>
    public int MaxConsecutiveErrors { get; init; } = 10;

    /// <summary>Runs, and values of a metric, below which nothing is judged, at least 1. Default 30.</summary>
    public int MinSample { get; init; } = 30;

    /// <summary>How many of the newest runs are evidence, 1 to 100,000. Default 100.</summary>
    public int WindowRuns { get; init; } = 100;

    /// <summary>Minutes after which a run is no evidence any more; 0 turns the bound off. Default 0.</summary>
    public double WindowMinutes { get; init; }
}
