namespace Sidecar.Simulation.Scenarios;

/// <summary>How a planner answers.</summary>
/// <param name="Quality">What its answers are worth.</param>
/// <param name="Latency">How long they take.</param>
/// <param name="Cost">What they cost.</param>
/// <param name="Errors">How it fails.</param>
internal sealed record PlannerTraits(QualityTraits Quality, LatencyTraits Latency, CostTraits Cost, ErrorTraits Errors)
{
    /// <summary>A planner of which nothing is said.</summary>
    public PlannerTraits()
        : this(new QualityTraits(), new LatencyTraits(), new CostTraits(), new ErrorTraits()) { }

    /// <summary>On the straight line to other traits.</summary>
    public PlannerTraits Towards(PlannerTraits to, double share) =>
        new(
            Quality.Towards(to.Quality, share),
            Latency.Towards(to.Latency, share),
            Cost.Towards(to.Cost, share),
            Errors.Towards(to.Errors, share)
        );
}
