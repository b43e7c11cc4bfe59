using Shadow.Detection;

namespace Sidecar.Simulation.Scenarios;

/// <summary>What is to come of a scenario; null: anything may. Breaches and runs are those of the first rollback.</summary>
internal sealed record Expectation
{
    /// <summary><c>rollback</c> or <c>none</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The metrics that are breached, these and no others.</summary>
    public JudgedMetrics? Breaches { get; init; }

    /// <summary>The breach texts, these and no others.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Runs that arrived before it at the least.</summary>
    public int? AtLeastRuns { get; init; }

    /// <summary>Runs that arrived before it at the most.</summary>
    public int? AtMostRuns { get; init; }

    /// <summary>Runs on v2 that it is drawn from at the least.</summary>
    public int? AtLeastV2Runs { get; init; }

    /// <summary>Runs on v2 that it is drawn from at the most.</summary>
    public int? AtMostV2Runs { get; init; }

    /// <summary>How many rollbacks there are in all.</summary>
    public int? Rollbacks { get; init; }

    /// <summary>The verdict at the end.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Why a breach at the end leads to no rollback.</summary>
    public string? Cause { get; init; }

    /// <summary>The metrics that v2's shadow legs would breach at the end, these and no others.</summary>
    public JudgedMetrics? WouldBreach { get; init; }

    /// <summary>canary_pct at the end.</summary>
    public double? CanaryPct { get; init; }

    /// <summary>The kill switch at the end.</summary>
    public bool? KillSwitch { get; init; }

    /// <summary>The epoch at the end.</summary>
    public int? Epoch { get; init; }
}
