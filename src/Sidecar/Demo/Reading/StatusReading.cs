using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The part of GET /guard/status that the demo shows and checks.</summary>
internal sealed record StatusReading
{
    /// <summary>The runtime settings.</summary>
    public required ConfigReading Config { get; init; }

    /// <summary>v1's legs.</summary>
    public required LegReading V1 { get; init; }

    /// <summary>v2's legs of the runs assigned to it.</summary>
    public required LegReading V2 { get; init; }

    /// <summary>v2's shadow legs.</summary>
    public required LegReading V2Shadow { get; init; }

    /// <summary>Runs compared in this epoch.</summary>
    public required long Compared { get; init; }

    /// <summary>Of them, with another decision.</summary>
    public required long AnyChange { get; init; }

    /// <summary>The newest judgement.</summary>
    public required EvaluationReading Evaluation { get; init; }

    /// <summary>The newest rollback; null where there was none.</summary>
    public required RollbackReading? LastRollback { get; init; }

    /// <summary>What v2 is held to.</summary>
    public required ThresholdsReading Thresholds { get; init; }

    /// <summary>v2's build by its newest answer; null before the first.</summary>
    public required string? Build { get; init; }

    /// <summary>Reads the answer.</summary>
    public static StatusReading Of(JsonElement status)
    {
        var stats = status.GetProperty("stats");
        var shadow = stats.GetProperty("shadow");
        return new StatusReading
        {
            Config = ConfigReading.Of(status.GetProperty("config")),
            V1 = LegReading.Of(stats.GetProperty("v1")),
            V2 = LegReading.Of(stats.GetProperty("v2")),
            V2Shadow = LegReading.Of(stats.GetProperty("v2_shadow")),
            Compared = shadow.GetProperty("compared").GetInt64(),
            AnyChange = shadow.GetProperty("any_change").GetInt64(),
            Evaluation = EvaluationReading.Of(status.GetProperty("evaluation")),
            LastRollback = status.GetProperty("last_rollback") is { ValueKind: JsonValueKind.Object } last
                ? RollbackReading.Of(last)
                : null,
            Thresholds = ThresholdsReading.Of(status.GetProperty("thresholds")),
            Build = status.GetProperty("build").GetString(),
        };
    }
}
