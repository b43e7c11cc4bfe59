using Shadow.Detection;

namespace Sidecar.Guard.Contracts;

/// <summary>What the legs of one planner show; a figure without values is null.</summary>
internal sealed record LegStatsAnswer
{
    public required int Samples { get; init; }

    public required double? QualityMean { get; init; }

    public required double? LatencyP50Ms { get; init; }

    public required double? LatencyP95Ms { get; init; }

    public required double? CostMeanCents { get; init; }

    public required double? ErrorRatePct { get; init; }

    public required string? Source { get; init; }

    public static LegStatsAnswer From(LegStatistics legs) =>
        new()
        {
            Samples = legs.Samples,
            QualityMean = legs.QualityMean,
            LatencyP50Ms = legs.LatencyP50Ms,
            LatencyP95Ms = legs.LatencyP95Ms,
            CostMeanCents = legs.CostMeanCents,
            ErrorRatePct = legs.ErrorRatePct,
            Source = legs.Source,
        };
}
