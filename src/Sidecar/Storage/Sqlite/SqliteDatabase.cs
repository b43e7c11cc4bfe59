using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>
/// The database file: opens and migrates it, and holds what its users in this process share. Nothing is opened before it is needed, and a
/// connection that failed is opened anew by the next call, so the sidecar starts without its store and recovers with it.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteLocation _location;
    private readonly Lock _opening = new();
    private int _generation;

    public SqliteDatabase(string connectionString)
    {
        _location = new SqliteLocation(connectionString);
        Readers = new SqliteReaders(this);
    }

    /// <summary>The turn to write. SQLite has one writer at a time: waiting here wakes in order, while SQLite's own waiting polls.</summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);

    /// <summary>The connections for reading.</summary>
    public SqliteReaders Readers { get; }

    /// <summary>The file's path, for messages.</summary>
    public string Path => _location.Path;

    /// <summary>Grows when the file was found gone: connections of an earlier generation hold a file without a name.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Opens a connection, migrated and ready.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says why.</exception>
    public SqliteConnection Open(SqliteSynchronous synchronous)
    {
        // One at a time: switching to WAL and migrating answer "locked" to whoever does it at the same moment.
        lock (_opening)
        {
            var connection = _location.CreateConnection();
            try
            {
                connection.Open();
                Configure(connection, synchronous);
                SchemaMigrator.Migrate(connection, MigrationScripts.All, _location.Path);
                return connection;
            }
            catch (Exception e)
            {
                connection.Dispose();
                throw e switch
                {
                    SqliteException fault => Translate(fault),
                    StoreException fault => fault,
                    _ => new StoreException($"The store '{_location.Path}' cannot be opened: {e.Message}", e),
                };
            }
        }
    }

    /// <summary>Checks that the file is still there; where it is not, a new generation begins and every connection is opened anew.</summary>
    public bool CheckPresent()
    {
        if (_location.Present)
            return true;
        Interlocked.Increment(ref _generation);
        return false;
    }

    /// <summary>The exception of a file that is gone.</summary>
    public StoreException Gone() => new(SqliteFaults.Gone(_location.Path));

    /// <summary>SQLite's exception as the store's.</summary>
    public StoreException Translate(SqliteException exception) => SqliteFaults.ToStoreException(exception, _location.Path);

    public void Dispose()
    {
        Readers.Dispose();
        Writing.Dispose();
    }

    private void Configure(SqliteConnection connection, SqliteSynchronous synchronous)
    {
        using var command = connection.CreateCommand();

        // wal_autocheckpoint: 16 MiB. Batches touch the same pages of the indexes, and those are then copied once for many batches.
        // journal_size_limit: a long read lets the WAL grow; afterwards it is cut back to 64 MiB.
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            PRAGMA busy_timeout = {(long)_location.Timeout.TotalMilliseconds};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(int)synchronous};
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """
        );
        command.ExecuteNonQuery();
    }
}
