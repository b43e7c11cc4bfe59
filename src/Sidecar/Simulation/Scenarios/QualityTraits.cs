using static Sidecar.Simulation.Scenarios.Between;

namespace Sidecar.Simulation.Scenarios;

/// <summary>What the answers of a planner are worth.</summary>
internal sealed record QualityTraits
{
    /// <summary>Points, 0 to 100. Default 95.</summary>
    public double Mean { get; init; } = 95;

    /// <summary>Standard deviation, points; what falls outside of 0 to 100 is cut to it. Default 3.</summary>
    public double Spread { get; init; } = 3;

    /// <summary>Where set: this share of answers has 100 points and the others 0, percent.</summary>
    public double? RightPct { get; init; }

    /// <summary>The share of answers without a quality, percent. Default 0.</summary>
    public double MissingPct { get; init; }

    /// <summary>How long after the answer it comes; 0: with it. Default 0.</summary>
    public double LateSeconds { get; init; }

    /// <summary>The mean that they are drawn from, points.</summary>
    public double Expected => RightPct ?? Mean;

    /// <summary>On the straight line to other traits.</summary>
    public QualityTraits Towards(QualityTraits to, double share) =>
        to with
        {
            Mean = At(Mean, to.Mean, share),
            Spread = At(Spread, to.Spread, share),
            RightPct = RightPct is { } from && to.RightPct is { } right ? At(from, right, share) : to.RightPct,
            MissingPct = At(MissingPct, to.MissingPct, share),
            LateSeconds = At(LateSeconds, to.LateSeconds, share),
        };
}
