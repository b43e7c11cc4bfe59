namespace Sidecar.Storage;

/// <summary>One change of the settings, or one rollback.</summary>
public sealed record HistoryEntry
{
    /// <summary>Grows with every entry; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>When it took effect, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>start</c>, <c>config</c>, <c>rollback</c> or <c>epoch</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a rollback: <c>auto</c> or <c>manual</c>.</summary>
    public string? Trigger { get; init; }

    /// <summary>Who.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The settings before; null for the first entry.</summary>
    public StoredSettings? Before { get; init; }

    /// <summary>The settings after.</summary>
    public required StoredSettings After { get; init; }

    /// <summary>The breach texts of a rollback.</summary>
    public IReadOnlyList<string> Breaches { get; init; } = [];

    /// <summary>The evidence of a rollback as JSON: both sides' statistics and the runs that weighed most.</summary>
    public string? EvidenceJson { get; init; }
}
