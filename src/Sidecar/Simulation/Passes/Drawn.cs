namespace Sidecar.Simulation.Passes;

/// <summary>What is drawn of a run; what is drawn of a leg comes once for each planner.</summary>
internal enum Drawn
{
    /// <summary>The run's point in the split.</summary>
    Point,

    /// <summary>Whether an outage hits the run.</summary>
    Outage,

    /// <summary>Whether the leg fails.</summary>
    Error,

    /// <summary>Whether the answer hangs.</summary>
    Hang,

    /// <summary>How long the answer takes.</summary>
    Latency,

    /// <summary>Whether the quality is missing.</summary>
    NoQuality,

    /// <summary>The quality.</summary>
    Quality,

    /// <summary>Whether the cost is missing.</summary>
    NoCost,

    /// <summary>The cost.</summary>
    Cost,
}
