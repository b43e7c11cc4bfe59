using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>
/// The database file: opens and migrates it, and holds what its users in this process share. Nothing is opened before it is needed, and a
/// connection that failed is opened anew by the next call, so the sidecar starts without its store and recovers with it.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // How long a write waits for readers to end, where connections have to be opened anew.
    private static readonly TimeSpan ReadersWait = TimeSpan.FromSeconds(2);

    private readonly SqliteLocation _location;
    private readonly StoreOwner? _owner;
    private readonly Lock _opening = new();
    private readonly List<SqliteConnection> _open = [];
    private volatile SqliteFiles? _files;
    private int _losses;

    /// <param name="connectionString">SQLite's connection string.</param>
    /// <param name="owner">What makes the sidecar its owner; null for commands that only read it.</param>
    public SqliteDatabase(string connectionString, StoreOwner? owner = null)
    {
        _location = new SqliteLocation(connectionString);
        _owner = owner;
        Readers = new SqliteReaders(this);
    }

    /// <summary>Raised in a writer's turn: every writer closes its connection.</summary>
    public event Action? Closing;

    /// <summary>The turn to write. SQLite has one writer at a time: waiting here wakes in order, while SQLite's own waiting polls.</summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);

    /// <summary>The connections for reading.</summary>
    public SqliteReaders Readers { get; }

    /// <summary>The file's path, for messages.</summary>
    public string Path => _location.Path;

    /// <summary>How often the file was found gone, with all that it held.</summary>
    public int Losses => Volatile.Read(ref _losses);

    private bool Gone => _files is { Gone: true };

    private bool Torn => _files is { Torn: true } && FirstOpen() is not null;

    /// <summary>Whether the file is there.</summary>
    public bool CheckPresent() => _files is { } files ? !files.Gone : _location.Present;

    /// <summary>Opens a connection, migrated and ready.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says why.</exception>
    public SqliteConnection Open(SqliteSynchronous synchronous)
    {
        // One at a time: switching to WAL and migrating answer "locked" to whoever does it at the same moment.
        lock (_opening)
        {
            _owner?.Keep();
            var first = FirstOpen() is null;
            if (!first)
                CheckWhole();
            var connection = _location.CreateConnection();
            try
            {
                connection.Open();
                CheckKnown(connection);
                var beside = Configure(connection, synchronous);
                Migrate(connection);
                // The files that the first one of them opened are the ones of all: another could only be opened on others of the same names.
                if (first)
                    _files = new SqliteFiles(connection.DataSource, beside);
                else
                    CheckWhole();
                _open.RemoveAll(static other => other.State != ConnectionState.Open);
                _open.Add(connection);
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

    /// <summary>
    /// Looks after the files before a write; whoever calls has the turn to write. Where they were deleted, what is in them is saved as far as
    /// it can be, and every connection is closed: the next one is opened on files of their names.
    /// </summary>
    /// <param name="own">The caller's connection; null where it has none.</param>
    /// <exception cref="StoreException">The file is gone, or cannot be closed yet, or another sidecar owns it.</exception>
    public void CheckFiles(SqliteConnection? own)
    {
        var gone = Gone;
        var replaced = !gone && (own ?? Readers.Idle) is { } open && SqliteFiles.Moved(open);
        if (!gone && !replaced && !Torn)
        {
            _owner?.TryAgain();
            return;
        }

        if (!Readers.TryHold(ReadersWait))
            throw new StoreException(SqliteFaults.Torn(_location.Path));
        try
        {
            // Of a file that was moved too: it then has all that was written.
            if (!Save() && !gone)
                throw new StoreException(SqliteFaults.Torn(_location.Path));
            Closing?.Invoke();
            Readers.CloseIdle();
            if (gone || replaced)
                Lose(gone);
        }
        finally
        {
            Readers.Release();
        }
    }

    /// <summary>Checks that a connection can be used, or opened, for reading.</summary>
    /// <exception cref="StoreException">The files were deleted, and no write has come since.</exception>
    public void CheckReadable()
    {
        // A read makes no new file: it would do so beside connections that still hold the old one.
        if (Gone)
            throw new StoreException(SqliteFaults.Gone(_location.Path));
        CheckWhole();
    }

    /// <summary>SQLite's exception as the store's.</summary>
    public StoreException Translate(SqliteException exception) => SqliteFaults.ToStoreException(exception, _location.Path);

    public void Dispose()
    {
        Readers.Dispose();
        Writing.Dispose();
    }

    private void CheckWhole()
    {
        if (Torn)
            throw new StoreException(SqliteFaults.Torn(_location.Path));
    }

    private SqliteConnection? FirstOpen()
    {
        lock (_opening)
            return _open.Find(static connection => connection.State == ConnectionState.Open);
    }

    private bool Save()
    {
        if (FirstOpen() is not { } connection)
            return true;
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";

            // 1: another process reads what would have to go.
            return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void Lose(bool gone)
    {
        // Beside another file that was put in its place lies what belongs to that one.
        if (gone)
            _files?.DeleteBeside();
        _files = null;
        Interlocked.Increment(ref _losses);
        throw new StoreException(SqliteFaults.Gone(_location.Path));
    }

    // Before anything else is done with it: a newer program's file is left as it is, and so is what lies beside it.
    private void CheckKnown(SqliteConnection connection)
    {
        var wait = (long)_location.Timeout.TotalMilliseconds;
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {wait}"));
        SaveOnClose(connection, false);
        SchemaMigrator.CheckKnown(connection, MigrationScripts.All, _location.Path);
        SaveOnClose(connection, true);
    }

    private void Migrate(SqliteConnection connection)
    {
        var migrations = MigrationScripts.All;
        var version = SchemaMigrator.CheckKnown(connection, migrations, _location.Path);
        // A command only reads beside a sidecar: that may be of an older program, which would refuse what was made of its store.
        using var alone = new StoreLock(TimeProvider.System);
        if (_owner is null && version > 0 && version < migrations[^1].Version && !alone.Take(connection.DataSource + ".lock", out _))
            throw new StoreException(
                $"The store '{_location.Path}' has schema version {version}, and a sidecar is running on it: restart that with this program, "
                    + $"which brings it to version {migrations[^1].Version}, or run the command with the sidecar's own program."
            );
        SchemaMigrator.Migrate(connection, migrations, _location.Path);
    }

    private static void SaveOnClose(SqliteConnection connection, bool save) =>
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, save ? 0 : 1, out _);

    private static bool Configure(SqliteConnection connection, SqliteSynchronous synchronous)
    {
        var mode = Execute(connection, "PRAGMA journal_mode = WAL");

        // wal_autocheckpoint: 16 MiB. Batches touch the same pages of the indexes, and those are then copied once for many batches.
        // journal_size_limit: a long read lets the WAL grow; afterwards it is cut back to 64 MiB.
        Execute(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                PRAGMA synchronous = {(int)synchronous};
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA journal_size_limit = 67108864;
                """
            )
        );
        return mode is "wal";
    }

#pragma warning disable CA2100 // The statements are made here, of numbers.
    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
#pragma warning restore CA2100
}
