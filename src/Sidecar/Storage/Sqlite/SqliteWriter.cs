using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>A connection for writing and the statements prepared on it. After a failure both are opened anew by the next write.</summary>
internal sealed class SqliteWriter<TStatements>(
    SqliteDatabase database,
    SqliteSynchronous synchronous,
    Func<SqliteConnection, TStatements> prepare
) : IDisposable
    where TStatements : class, IDisposable
{
    private Session? _session;

    /// <summary>Runs <paramref name="write"/> in a transaction, off the caller's thread, when it is this writer's turn.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<TStatements, SqliteTransaction, T> write, CancellationToken cancellationToken)
    {
        await database.Writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Without the token: the turn may go on only when this is really over.
            return await Task.Run(() => Write(write), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            database.Writing.Release();
        }
    }

    public void Dispose() => Close();

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
            throw database.Translate(e);
        }
        catch
        {
            Close();
            throw;
        }
    }

    private Session Current()
    {
        if (_session is not null)
        {
            if (!database.CheckPresent())
                throw database.Gone();
            if (_session.Generation == database.Generation)
                return _session;
            Close();
        }

        var generation = database.Generation;
        var connection = database.Open(synchronous);
        try
        {
            return _session = new Session(connection, prepare(connection), generation);
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

    private sealed record Session(SqliteConnection Connection, TStatements Statements, int Generation);
}
