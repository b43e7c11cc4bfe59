using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>A connection for writing and the statements prepared on it. After a failure both are opened anew by the next write.</summary>
internal sealed class SqliteWriter<TStatements> : IDisposable
    where TStatements : class, IDisposable
{
    // How long the end waits for a write that is under way: longer than one waits for a lock.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(3);

    private readonly SqliteDatabase _database;
    private readonly SqliteSynchronous _synchronous;
    private readonly Func<SqliteConnection, TStatements> _prepare;
    private Session? _session;

    public SqliteWriter(SqliteDatabase database, SqliteSynchronous synchronous, Func<SqliteConnection, TStatements> prepare)
    {
        (_database, _synchronous, _prepare) = (database, synchronous, prepare);
        database.Closing += Close;
    }

    /// <summary>Runs <paramref name="write"/> in a transaction, off the caller's thread, when it is this writer's turn.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<TStatements, SqliteTransaction, T> write, CancellationToken cancellationToken) =>
        InTurnAsync(() => Write(write), cancellationToken);

    /// <summary>Looks after the files where no write comes. What is wrong with them is told to whoever writes or reads.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => InTurnAsync(Look, cancellationToken);

    public void Dispose()
    {
        // A connection that another thread writes on cannot be closed; one whose disk hangs ends with the process.
        if (!_database.Writing.Wait(LastWait))
            return;
        Close();
        _database.Writing.Release();
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _database.Writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Without the token: the turn may go on only when this is really over.
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _database.Writing.Release();
        }
    }

    private bool Look()
    {
        try
        {
            _database.CheckFiles(_session?.Connection);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private T Write<T>(Func<TStatements, SqliteTransaction, T> write)
    {
        try
        {
            var session = Current();
            using var transaction = session.Connection.BeginTransaction(deferred: false);
            var result = write(session.Statements, transaction);
            transaction.Commit();
            return result;
        }
        catch (SqliteException e)
        {
            Close();
            throw _database.Translate(e);
        }
        catch
        {
            Close();
            throw;
        }
    }

    private Session Current()
    {
        _database.CheckFiles(_session?.Connection);
        if (_session is not null)
            return _session;
        var connection = _database.Open(_synchronous);
        try
        {
            return _session = new Session(connection, _prepare(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Closing rolls back what is open.
    private void Close()
    {
        _session?.Statements.Dispose();
        _session?.Connection.Dispose();
        _session = null;
    }

    private sealed record Session(SqliteConnection Connection, TStatements Statements);
}
