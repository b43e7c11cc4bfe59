using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>What is written of the settings, prepared on one connection.</summary>
internal sealed class SettingsStatements : IDisposable
{
    private readonly SqliteCommand _replace;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _remove;

    public SettingsStatements(SqliteConnection connection)
    {
        _replace = Prepare(connection, SettingsRow.Replace, SettingsRow.Count);
        _insert = Prepare(connection, HistoryRow.Insert, HistoryRow.Count);
        _remove = Prepare(connection, "DELETE FROM history WHERE id = $0", 1);
    }

    /// <summary>Puts settings in force.</summary>
    public void Replace(StoredSettings settings, SqliteTransaction transaction)
    {
        _replace.Transaction = transaction;
        SettingsRow.Write(new RowWriter(_replace.Parameters), settings);
        _replace.ExecuteNonQuery();
    }

    /// <summary>Adds an entry; returns its id.</summary>
    public long Insert(HistoryEntry entry, SqliteTransaction transaction)
    {
        _insert.Transaction = transaction;
        HistoryRow.Write(new RowWriter(_insert.Parameters), entry);
        return Convert.ToInt64(_insert.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Removes an entry.</summary>
    public void Remove(long entryId, SqliteTransaction transaction)
    {
        _remove.Transaction = transaction;
        new RowWriter(_remove.Parameters).Integer(0, entryId);
        _remove.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _replace.Dispose();
        _insert.Dispose();
        _remove.Dispose();
    }

#pragma warning disable CA2100 // The statements are the constants of the rows.
    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        RowWriter.AddParameters(command.Parameters, parameters);
        command.Prepare();
        return command;
    }
#pragma warning restore CA2100
}
