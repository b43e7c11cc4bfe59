using System.Text.Json;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>A rollback that really happened.</summary>
internal sealed record RecordedRollback
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True where the guard did it.</summary>
    public required bool Automatic { get; init; }

    /// <summary>Who.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>Why.</summary>
    public required string? Reason { get; init; }

    /// <summary>The breach texts.</summary>
    public required IReadOnlyList<string> Breaches { get; init; }

    /// <summary>The run whose leg tipped it; null where none did, or it is not known.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>That run's number among those of its epoch; without one, how many had arrived; null where it is not recorded.</summary>
    public long? Run { get; init; }

    /// <summary>Of an entry of the history.</summary>
    public static RecordedRollback From(HistoryEntry entry) =>
        new()
        {
            At = entry.At,
            Automatic = entry.Trigger == "auto",
            UpdatedBy = entry.UpdatedBy,
            Reason = entry.Reason,
            Breaches = entry.Breaches,
            RunId = TippedBy(StoredJson.Read(entry.EvidenceJson)),
        };

    private static Guid? TippedBy(JsonElement? evidence) =>
        evidence is { ValueKind: JsonValueKind.Object } document
        && document.TryGetProperty("tipped_by", out var tipped)
        && tipped.ValueKind == JsonValueKind.Object
        && tipped.TryGetProperty("run_id", out var id)
        && id.ValueKind == JsonValueKind.String
        && id.TryGetGuid(out var runId)
            ? runId
            : null;
}
