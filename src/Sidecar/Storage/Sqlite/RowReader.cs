using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>Reads columns that may be null by their position.</summary>
internal readonly struct RowReader(SqliteDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Integer(int column) => reader.GetInt64(column);

    public long? IntegerOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public int Number(int column) => reader.GetInt32(column);

    public bool Flag(int column) => reader.GetInt64(column) != 0;

    public bool? FlagOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column) != 0;

    public double Real(int column) => reader.GetDouble(column);

    public byte[] Blob(int column) => reader.GetFieldValue<byte[]>(column);

    public byte[]? BlobOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public object? ValueOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetValue(column);
}
