using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>A history entry as columns.</summary>
internal static class HistoryRow
{
    private const string Columns = "at, kind, trigger, updated_by, reason, before, after, breaches, evidence";

    /// <summary>Adds an entry, <c>$0</c> to <c>$8</c>, and answers its id.</summary>
    public const string Insert = $"INSERT INTO history ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";

    /// <summary>How many parameters <see cref="Insert"/> has.</summary>
    public const int Count = 9;

    public static void Write(RowWriter row, HistoryEntry entry)
    {
        row.Integer(0, StoredTime.ToMicroseconds(entry.At));
        row.Text(1, entry.Kind);
        row.Text(2, entry.Trigger);
        row.Text(3, entry.UpdatedBy);
        row.Text(4, entry.Reason);
        row.Text(5, entry.Before is { } before ? JsonSerializer.Serialize(before, StoredJson.Default.StoredSettings) : null);
        row.Text(6, JsonSerializer.Serialize(entry.After, StoredJson.Default.StoredSettings));
        row.Text(7, JsonSerializer.Serialize(entry.Breaches, StoredJson.Default.IReadOnlyListString));
        row.Text(8, entry.EvidenceJson);
    }

    /// <summary>Entries, newest first; with <paramref name="onlyRollbacks"/> those of kind <c>rollback</c>.</summary>
    public static List<HistoryEntry> Read(SqliteConnection connection, long? before, int limit, bool onlyRollbacks)
    {
        using var command = connection.CreateCommand();
        var kind = onlyRollbacks ? " AND kind = 'rollback'" : "";
        command.CommandText = $"SELECT id, {Columns} FROM history WHERE id < $before{kind} ORDER BY id DESC LIMIT $limit";
        command.Parameters.AddWithValue("$before", before ?? long.MaxValue);
        command.Parameters.AddWithValue("$limit", limit);
        var entries = new List<HistoryEntry>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            entries.Add(Entry(new RowReader(reader)));
        return entries;
    }

    private static HistoryEntry Entry(RowReader row) =>
        new()
        {
            Id = row.Integer(0),
            At = StoredTime.FromMicroseconds(row.Integer(1)),
            Kind = row.Text(2),
            Trigger = row.TextOrNull(3),
            UpdatedBy = row.Text(4),
            Reason = row.TextOrNull(5),
            Before = row.TextOrNull(6) is { } before ? Settings(before) : null,
            After = Settings(row.Text(7)),
            Breaches = JsonSerializer.Deserialize(row.Text(8), StoredJson.Default.StringArray) ?? [],
            EvidenceJson = row.TextOrNull(9),
        };

    private static StoredSettings Settings(string json) =>
        JsonSerializer.Deserialize(json, StoredJson.Default.StoredSettings)
        ?? throw new StoreException("The store holds no settings where a history entry should: it was changed by another program.");
}
