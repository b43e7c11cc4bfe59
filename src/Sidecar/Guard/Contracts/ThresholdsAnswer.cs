using Shadow.Detection;

namespace Sidecar.Guard.Contracts;

/// <summary>What v2 is held to.</summary>
internal sealed record ThresholdsAnswer
{
    public required double MaxQualityDrop { get; init; }

    public required double MaxLatencyP95Ms { get; init; }

    public required double MaxCostCents { get; init; }

    public required double MaxErrorRate { get; init; }

    public required int MaxConsecutiveErrors { get; init; }

    public required int MinSample { get; init; }

    public required int WindowRuns { get; init; }

    public required double WindowMinutes { get; init; }

    public static ThresholdsAnswer From(Thresholds thresholds) =>
        new()
        {
            MaxQualityDrop = thresholds.MaxQualityDrop,
            MaxLatencyP95Ms = thresholds.MaxLatencyP95Ms,
            MaxCostCents = thresholds.MaxCostCents,
            MaxErrorRate = thresholds.MaxErrorRate,
            MaxConsecutiveErrors = thresholds.MaxConsecutiveErrors,
            MinSample = thresholds.MinSample,
            WindowRuns = thresholds.WindowRuns,
            WindowMinutes = thresholds.WindowMinutes,
        };
}
