namespace Sidecar.Demo.Planners;

/// <summary>How a sample planner behaves, beside what it decides. The default is a healthy planner.</summary>
internal sealed record PlannerTuning
{
    /// <summary>A planner as it should be.</summary>
    public static PlannerTuning Healthy { get; } = new();

    /// <summary>What the latency of 8 to 25 ms is multiplied by. Default 1; 0 answers at once.</summary>
    public double LatencyFactor { get; init; } = 1;

    /// <summary>Milliseconds that are added to that. Default 0.</summary>
    public double LatencyAddedMs { get; init; }

    /// <summary>What the reported cost is multiplied by. Default 1.</summary>
    public double CostFactor { get; init; } = 1;

    /// <summary>Points that the reported quality loses. Default 0.</summary>
    public double QualityDrop { get; init; }

    /// <summary>The share of requests that are answered with a 500, 0 to 1. Default 0.</summary>
    public double ErrorShare { get; init; }

    /// <summary>True: no request is answered at all. Default false.</summary>
    public bool Hang { get; init; }

    /// <summary>How often the planner was built anew: goes into the build that it reports. Default 0.</summary>
    public int Patch { get; init; }
}
