namespace Sidecar.Guard.Contracts;

/// <summary>All that the guard knows.</summary>
internal sealed record StatusAnswer
{
    /// <summary>The API's version; it changes additively only.</summary>
    public int Api { get; init; } = 1;

    /// <summary>Which sidecar: settings are per replica.</summary>
    public required string Instance { get; init; }

    public required ConfigAnswer Config { get; init; }

    public required StatsAnswer Stats { get; init; }

    public required EvaluationAnswer Evaluation { get; init; }

    public required RollbackAnswer? LastRollback { get; init; }

    public required ThresholdsAnswer Thresholds { get; init; }

    /// <summary>v2's build by its newest answer; null where it names none.</summary>
    public required string? Build { get; init; }

    public required double UptimeS { get; init; }
}
