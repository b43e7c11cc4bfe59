namespace Sidecar.Storage;

/// <summary>Where runs and settings are kept: the section <c>Storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>SQLite's connection string. Default <c>Data Source=data/sidecar.db</c>. Read at the start only.</summary>
    public string ConnectionString { get; init; } = "Data Source=data/sidecar.db";

    /// <summary>Days after which a run is deleted, 1 to 36,500. Default 30.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Whether the bodies of requests and answers are kept beside the decisions. Default false.</summary>
    public bool KeepBodies { get; init; }

    /// <summary>
    /// The folder into which the report of the past week is written every Monday at 00:05 UTC. Default none: no report is written.
    /// </summary>
    public string? ReportsFolder { get; init; }
}
