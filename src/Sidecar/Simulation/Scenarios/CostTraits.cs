using static Sidecar.Simulation.Scenarios.Between;

namespace Sidecar.Simulation.Scenarios;

/// <summary>What the answers of a planner cost.</summary>
internal sealed record CostTraits
{
    /// <summary>Cents a run. Default 1.5.</summary>
    public double MeanCents { get; init; } = 1.5;

    /// <summary>Standard deviation, cents; what falls below 0 is cut to it. Default 0.2.</summary>
    public double Spread { get; init; } = 0.2;

    /// <summary>The share of answers without a cost, percent. Default 0.</summary>
    public double MissingPct { get; init; }

    /// <summary>On the straight line to other traits.</summary>
    public CostTraits Towards(CostTraits to, double share) =>
        new()
        {
            MeanCents = At(MeanCents, to.MeanCents, share),
            Spread = At(Spread, to.Spread, share),
            MissingPct = At(MissingPct, to.MissingPct, share),
        };
}
