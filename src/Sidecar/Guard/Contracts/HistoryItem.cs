using System.Text.Json;
using Sidecar.Storage;

namespace Sidecar.Guard.Contracts;

/// <summary>One change of the settings, or one rollback.</summary>
internal sealed record HistoryItem
{
    public required long Id { get; init; }

    public required DateTime At { get; init; }

    public required string Kind { get; init; }

    public required string? Trigger { get; init; }

    public required string UpdatedBy { get; init; }

    public required string? Reason { get; init; }

    public required SettingsAnswer? Before { get; init; }

    public required SettingsAnswer After { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    public required JsonElement? Evidence { get; init; }

    public static HistoryItem From(HistoryEntry entry) =>
        new()
        {
            Id = entry.Id,
            At = entry.At.UtcDateTime,
            Kind = entry.Kind,
            Trigger = entry.Trigger,
            UpdatedBy = entry.UpdatedBy,
            Reason = entry.Reason,
            Before = entry.Before is { } before ? SettingsAnswer.From(before) : null,
            After = SettingsAnswer.From(entry.After),
            Breaches = entry.Breaches,
            Evidence = StoredJson.Read(entry.EvidenceJson),
        };
}
