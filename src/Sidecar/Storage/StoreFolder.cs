using Microsoft.Data.Sqlite;

namespace Sidecar.Storage;

/// <summary>Where the store lies, and with it what is kept beside it.</summary>
internal static class StoreFolder
{
    /// <summary>The folder of the store; <c>data</c> where the store is in no file.</summary>
    public static string Of(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            var source = builder.DataSource;
            if (
                builder.Mode != SqliteOpenMode.Memory
                && source.Length > 0
                && source[0] != ':'
                && !source.StartsWith("file:", StringComparison.Ordinal)
            )
                return Path.GetDirectoryName(source) ?? "";
        }
        catch (ArgumentException)
        {
            // Not SQLite's: the store says what is wrong with it.
        }

        return "data";
    }
}
