using static Sidecar.Simulation.Scenarios.Between;

namespace Sidecar.Simulation.Scenarios;

/// <summary>How long the answers of a planner take: log-normal, given by its median and its 95th percentile.</summary>
internal sealed record LatencyTraits
{
    /// <summary>Milliseconds. Default 400.</summary>
    public double MedianMs { get; init; } = 400;

    /// <summary>Milliseconds, at least the median; equal to it, every answer takes exactly that long. Default 800.</summary>
    public double P95Ms { get; init; } = 800;

    /// <summary>The share of answers that hang, percent. Default 0.</summary>
    public double HangPct { get; init; }

    /// <summary>How long those take. Default 30.</summary>
    public double HangSeconds { get; init; } = 30;

    /// <summary>On the straight line to other traits.</summary>
    public LatencyTraits Towards(LatencyTraits to, double share) =>
        new()
        {
            MedianMs = At(MedianMs, to.MedianMs, share),
            P95Ms = At(P95Ms, to.P95Ms, share),
            HangPct = At(HangPct, to.HangPct, share),
            HangSeconds = At(HangSeconds, to.HangSeconds, share),
        };
}
