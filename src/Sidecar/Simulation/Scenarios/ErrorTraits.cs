using Shadow.Runs;
using static Sidecar.Simulation.Scenarios.Between;

namespace Sidecar.Simulation.Scenarios;

/// <summary>How a planner fails.</summary>
internal sealed record ErrorTraits
{
    /// <summary>The share of legs that fail, percent. Default 0.</summary>
    public double Pct { get; init; }

    /// <summary>How. Default <see cref="LegFailure.Status5xx"/>.</summary>
    public LegFailure Kind { get; init; } = LegFailure.Status5xx;

    /// <summary>How many legs in a row fail once one does; the share stays as it is. Default 1.</summary>
    public int Burst { get; init; } = 1;

    /// <summary>On the straight line to other traits; kind and burst are the new ones at once.</summary>
    public ErrorTraits Towards(ErrorTraits to, double share) => to with { Pct = At(Pct, to.Pct, share) };
}
