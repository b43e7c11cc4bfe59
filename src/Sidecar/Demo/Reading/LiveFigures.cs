using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Reading;

/// <summary>The sidecar's figures at one moment, from GET /guard/status and /metrics.</summary>
internal sealed record LiveFigures
{
    /// <summary>The runtime settings.</summary>
    public required ConfigReading Config { get; init; }

    /// <summary>The original planner.</summary>
    public required PlannerFigures V1 { get; init; }

    /// <summary>The canary.</summary>
    public required PlannerFigures V2 { get; init; }

    /// <summary>Compared runs with another decision, percent; null before the first was compared.</summary>
    public double? ChangedPct { get; init; }

    /// <summary>Compared runs with another decision, by agents, biggest first.</summary>
    public required IReadOnlyList<KeyValuePair<AgentPair, long>> Disagreements { get; init; }

    /// <summary>Asks the sidecar.</summary>
    public static async Task<LiveFigures> ReadAsync(GuardClient guard, CancellationToken ct) =>
        Of(await guard.StatusAsync(ct), await guard.MetricsAsync(ct));

    /// <summary>Puts both answers together.</summary>
    public static LiveFigures Of(StatusReading status, MetricsReading metrics)
    {
        var served = status.V2.Samples > 0;
        return new LiveFigures
        {
            Config = status.Config,
            V1 = new PlannerFigures(metrics.Selected("v1"), status.V1, false),
            V2 = new PlannerFigures(metrics.Selected("v2"), served ? status.V2 : status.V2Shadow, !served),
            ChangedPct = status.Compared == 0 ? null : 100.0 * status.AnyChange / status.Compared,
            Disagreements = metrics.Disagreements(),
        };
    }
}
