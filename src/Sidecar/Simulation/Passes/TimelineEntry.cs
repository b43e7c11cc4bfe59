namespace Sidecar.Simulation.Passes;

/// <summary>An entry of the timeline.</summary>
internal sealed record TimelineEntry
{
    /// <summary>Since the first run arrived.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Runs that had arrived.</summary>
    public required int Run { get; init; }

    /// <summary><c>step</c>, <c>judgement</c>, <c>would_breach</c> or <c>rollback</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>canary_pct in force.</summary>
    public required double CanaryPct { get; init; }

    /// <summary>The kill switch in force.</summary>
    public required bool KillSwitch { get; init; }

    /// <summary>The epoch in force.</summary>
    public required int Epoch { get; init; }

    /// <summary>Of a step and a rollback: who.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>Of a step and a rollback: why.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a judgement.</summary>
    public string? Verdict { get; init; }

    /// <summary>Of a judgement: why a breach led to no rollback.</summary>
    public string? Cause { get; init; }

    /// <summary>The breach texts.</summary>
    public IReadOnlyList<string> Breaches { get; init; } = [];
}
