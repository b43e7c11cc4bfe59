using Sidecar.Simulation.Passes;

namespace Sidecar.Simulation.Output;

/// <summary>An entry of the timeline.</summary>
internal sealed record TimelineAnswer
{
    /// <summary>Seconds since the first run arrived.</summary>
    public required double AtS { get; init; }

    /// <summary>Runs that had arrived.</summary>
    public required int Run { get; init; }

    public required string Kind { get; init; }

    public required double CanaryPct { get; init; }

    public required bool KillSwitch { get; init; }

    public required int Epoch { get; init; }

    public required string? UpdatedBy { get; init; }

    public required string? Reason { get; init; }

    public required string? Verdict { get; init; }

    public required string? Cause { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    public static TimelineAnswer From(TimelineEntry entry) =>
        new()
        {
            AtS = entry.At.TotalSeconds,
            Run = entry.Run,
            Kind = entry.Kind,
            CanaryPct = entry.CanaryPct,
            KillSwitch = entry.KillSwitch,
            Epoch = entry.Epoch,
            UpdatedBy = entry.UpdatedBy,
            Reason = entry.Reason,
            Verdict = entry.Verdict,
            Cause = entry.Cause,
            Breaches = entry.Breaches,
        };
}
