using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>The files of a database that is open: itself, and beside it what was written last (-wal) with its index (-shm).</summary>
/// <param name="path">The database's own path, links followed.</param>
/// <param name="beside">Whether there are files beside it: a file system may not allow them.</param>
internal sealed class SqliteFiles(string path, bool beside)
{
    // SQLITE_FCNTL_HAS_MOVED
    private const int HasMoved = 20;

    private static readonly string[] Suffixes = ["-wal", "-shm"];

    private readonly ulong?[] _besides = beside ? Beside(path) : [];

    /// <summary>True where the database was deleted or moved: its connections write to a file without a name.</summary>
    public bool Gone => !File.Exists(path);

    /// <summary>
    /// True where a file beside it was deleted, or has been made anew since: what is committed is then in a file without a name and ends with
    /// the process, and a new connection begins another one, or has begun it.
    /// </summary>
    public bool Torn => beside && (_besides.Contains(null) || !_besides.AsSpan().SequenceEqual(Beside(path)));

    /// <summary>Whether the file of a connection is no longer the one of its name: another one may have been put in its place.</summary>
    public static bool Moved(SqliteConnection connection) =>
        FileControl(connection.Handle!, "main", HasMoved, out var moved) == raw.SQLITE_OK && moved != 0;

    /// <summary>Deletes what lies beside a database that is gone. A new one would take it for its own.</summary>
    public void DeleteBeside()
    {
        foreach (var suffix in Suffixes)
        {
            try
            {
                File.Delete(path + suffix);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Where this cannot be deleted, a new database cannot be made either: opening says why.
            }
        }
    }

    private static ulong?[] Beside(string path) => [.. Suffixes.Select(suffix => FileIdentity.Of(path + suffix))];

    // The binding leaves this one out.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(
        sqlite3 connection,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string database,
        int operation,
        out int result
    );
}
