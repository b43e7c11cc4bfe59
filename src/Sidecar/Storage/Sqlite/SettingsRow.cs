using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>The settings in force as columns.</summary>
internal static class SettingsRow
{
    private const string Columns = "canary_pct, kill_switch, epoch, version, updated_by, reason, updated_at";

    /// <summary>Puts settings in force: <c>$0</c> to <c>$6</c>.</summary>
    public const string Replace = $"INSERT OR REPLACE INTO settings (id, {Columns}) VALUES (1, $0, $1, $2, $3, $4, $5, $6)";

    /// <summary>How many parameters <see cref="Replace"/> has.</summary>
    public const int Count = 7;

    public static void Write(RowWriter row, StoredSettings settings)
    {
        row.Real(0, settings.CanaryPct);
        row.Flag(1, settings.KillSwitch);
        row.Integer(2, settings.Epoch);
        row.Integer(3, settings.Version);
        row.Text(4, settings.UpdatedBy);
        row.Text(5, settings.Reason);
        row.Integer(6, StoredTime.ToMicroseconds(settings.UpdatedAt));
    }

    public static StoredSettings? Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM settings";
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        var row = new RowReader(reader);
        return new StoredSettings(
            row.Real(0),
            row.Flag(1),
            row.Number(2),
            row.Integer(3),
            row.Text(4),
            row.TextOrNull(5),
            StoredTime.FromMicroseconds(row.Integer(6))
        );
    }
}
