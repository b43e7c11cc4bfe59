using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>What one leg adds to the evidence, in integers so that sums are exact and equal is equal.</summary>
/// <param name="Failed">Whether the leg failed.</param>
/// <param name="LatencyMicros">Microseconds; null where the latency says nothing of the planner.</param>
/// <param name="CostMicros">Millionths of a cent.</param>
/// <param name="QualityMicros">Millionths of a point.</param>
public readonly record struct LegSample(bool Failed, long? LatencyMicros, long? CostMicros, long? QualityMicros)
{
    private const double Million = 1_000_000;

    /// <summary>
    /// The sample of a leg. Quality, cost and latency come from legs that did not fail; a timeout counts into latency at its age.
    /// </summary>
    public static LegSample Of(LegRecord leg)
    {
        var failed = leg.Failure != LegFailure.None;
        return new LegSample(
            failed,
            failed && leg.Failure != LegFailure.Timeout ? null : (long)Math.Round(leg.LatencyMs * 1000),
            failed ? null : Micros(leg.Signals.CostCents),
            failed ? null : Micros(leg.Signals.Quality)
        );
    }

    private static long? Micros(double? value) => value is { } v ? (long)Math.Round(v * Million) : null;
}
