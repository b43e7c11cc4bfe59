using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Simulation.Passes;

/// <summary>A leg as it will have been.</summary>
/// <param name="Facts">What the evidence needs to know of it. A quality that comes later is not among them.</param>
/// <param name="LateQuality">The quality that comes later; null where none does.</param>
/// <param name="LateSeconds">How long after the leg's end.</param>
internal readonly record struct DrawnLeg(LegFacts Facts, double? LateQuality, double LateSeconds)
{
    /// <summary>Whose.</summary>
    public Planner Planner => Facts.Planner;

    /// <summary>How long it takes, to the microsecond.</summary>
    public TimeSpan Takes => TimeSpan.FromMicroseconds(Math.Round(Facts.LatencyMs * 1000));
}
