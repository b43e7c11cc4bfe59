using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>What SQLite's error codes mean to an operator: https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteFaults
{
    /// <summary>The result code of a statement that was interrupted.</summary>
    public const int Interrupted = 9;

    private const int Moved = 1032;

    /// <summary>The exception with a sentence: what is wrong, where, and what to do.</summary>
    public static StoreException ToStoreException(SqliteException exception, string path) => new(Sentence(exception, path), exception);

    /// <summary>The sentence for a file that was deleted or moved while it was open.</summary>
    public static string Gone(string path) =>
        $"The store '{path}' was deleted or moved while it was in use: put it back, or leave it, and a new one is created.";

    /// <summary>The sentence for files beside it that were deleted while they were open.</summary>
    public static string Torn(string path) =>
        $"The files '{path}-wal' and '{path}-shm' were deleted while they were in use: what is in them is written into the store as soon as "
        + "nothing reads it. Leave them alone while the sidecar runs.";

    private static string Sentence(SqliteException exception, string path) =>
        exception.SqliteErrorCode switch
        {
            3 or 23 => $"The store '{path}' may not be accessed: give the sidecar's user the right to read and write it.",
            5 or 6 => $"The store '{path}' is locked by another process: let it end its transaction, or stop it.",
            7 => $"The store '{path}' could not be used: memory is exhausted.",
            8 when exception.SqliteExtendedErrorCode == Moved => Gone(path),
            8 => $"The store '{path}' is read-only: make the file, its folder and its file system writable for the sidecar's user.",
            10 =>
                $"The store '{path}' cannot be read or written: input/output error {exception.SqliteExtendedErrorCode}; check the disk, and "
                    + "that its file system has not turned read-only.",
            11 =>
                $"The store '{path}' is corrupt: stop the sidecar, then restore a backup or move the file away, and a new one is created.",
            13 => $"The store '{path}' is full: free space on its disk.",
            14 => $"The store '{path}' cannot be opened: check that the path is a file in a folder that the sidecar's user may write.",
            26 => $"The store '{path}' is no SQLite database: point Storage:ConnectionString at another file, or move this one away.",
            _ => $"The store '{path}' failed: {exception.Message}",
        };
}
