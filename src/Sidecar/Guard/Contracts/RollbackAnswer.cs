using System.Text.Json;
using Sidecar.Storage;

namespace Sidecar.Guard.Contracts;

/// <summary>The newest rollback.</summary>
internal sealed record RollbackAnswer
{
    public required DateTime At { get; init; }

    public required string Trigger { get; init; }

    public required string UpdatedBy { get; init; }

    public required string? Reason { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    public required JsonElement? Evidence { get; init; }

    public static RollbackAnswer From(HistoryEntry entry) =>
        new()
        {
            At = entry.At.UtcDateTime,
            Trigger = entry.Trigger ?? "manual",
            UpdatedBy = entry.UpdatedBy,
            Reason = entry.Reason,
            Breaches = entry.Breaches,
            Evidence = StoredJson.Read(entry.EvidenceJson),
        };
}
