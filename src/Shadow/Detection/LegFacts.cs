using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>What the evidence needs to know of a leg, live or out of the record.</summary>
/// <param name="Planner">Which planner.</param>
/// <param name="Failure">How it failed.</param>
/// <param name="Inconclusive">True where it is no evidence of the planner.</param>
/// <param name="Decided">Whether a decision was read.</param>
/// <param name="LatencyMs">Milliseconds.</param>
/// <param name="CostCents">Cents.</param>
/// <param name="Quality">Points.</param>
public readonly record struct LegFacts(
    Planner Planner,
    LegFailure Failure,
    bool Inconclusive,
    bool Decided,
    double LatencyMs,
    double? CostCents,
    double? Quality
);
