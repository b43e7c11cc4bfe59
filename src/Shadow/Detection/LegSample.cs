using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>What one leg adds to the evidence, in integers so that sums are exact and equal is equal.</summary>
public readonly record struct LegSample
{
    private const double Million = 1_000_000;

    // One more than the value, so that 0 is "none" and a sample takes 32 bytes.
    private readonly long _latency;
    private readonly long _cost;
    private readonly long _quality;

    /// <summary>Makes a sample.</summary>
    /// <param name="outcome">What the leg says of its planner.</param>
    /// <param name="latencyMicros">Microseconds; null where the latency says nothing of the planner.</param>
    /// <param name="costMicros">Millionths of a cent.</param>
    /// <param name="qualityMicros">Millionths of a point.</param>
    public LegSample(LegOutcome outcome, long? latencyMicros, long? costMicros, long? qualityMicros)
    {
        Outcome = outcome;
        _latency = latencyMicros + 1 ?? 0;
        _cost = costMicros + 1 ?? 0;
        _quality = qualityMicros + 1 ?? 0;
    }

    /// <summary>What the leg says of its planner.</summary>
    public LegOutcome Outcome { get; }

    /// <summary>Whether it failed.</summary>
    public bool Failed => Outcome == LegOutcome.Failed;

    /// <summary>Microseconds; null where the latency says nothing of the planner.</summary>
    public long? LatencyMicros => _latency == 0 ? null : _latency - 1;

    /// <summary>Millionths of a cent; null where none was reported.</summary>
    public long? CostMicros => _cost == 0 ? null : _cost - 1;

    /// <summary>Millionths of a point; null where none was reported.</summary>
    public long? QualityMicros => _quality == 0 ? null : _quality - 1;

    /// <summary>
    /// The sample of a leg. Quality, cost and latency come from legs that did not fail; a timeout counts into latency at its age.
    /// </summary>
    /// <param name="failure">How it failed.</param>
    /// <param name="latencyMs">Milliseconds.</param>
    /// <param name="costCents">Cents.</param>
    /// <param name="quality">Points.</param>
    public static LegSample Of(LegFailure failure, double latencyMs, double? costCents, double? quality)
    {
        var latency = (long)Math.Round(latencyMs * 1000);
        if (failure != LegFailure.None)
            return new LegSample(LegOutcome.Failed, failure == LegFailure.Timeout ? latency : null, null, null);
        return new LegSample(LegOutcome.Succeeded, latency, Micros(costCents), Micros(quality));
    }

    /// <summary>The sample of a leg whose run was hedged away from it.</summary>
    public static LegSample Hedged(double latencyMs) => new(LegOutcome.Hedged, (long)Math.Round(latencyMs * 1000), null, null);

    /// <summary>Millionths of a value.</summary>
    public static long? Micros(double? value) => value is { } v ? (long)Math.Round(v * Million) : null;

    /// <summary>The same with another quality; a leg that did not succeed has none.</summary>
    public LegSample WithQuality(long? qualityMicros) =>
        Outcome == LegOutcome.Succeeded ? new LegSample(Outcome, LatencyMicros, CostMicros, qualityMicros) : this;
}
