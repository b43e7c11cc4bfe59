using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>A few connections for reading, reused. In WAL mode a read, however long, never keeps the writer waiting.</summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    private const int MaxReaders = 4;

    private readonly SemaphoreSlim _slots = new(MaxReaders, MaxReaders);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    /// <summary>A connection that nobody reads on; null where there is none.</summary>
    public SqliteConnection? Idle => _idle.TryPeek(out var connection) ? connection : null;

    /// <summary>Reads off the caller's thread. A cancellation interrupts the statement under way.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        CloseIdle();
        _slots.Dispose();
    }

    /// <summary>Waits until nothing is read, and lets nobody read until <see cref="Release"/>; false where it takes too long.</summary>
    public bool TryHold(TimeSpan wait)
    {
        for (var held = 0; held < MaxReaders; held++)
        {
            if (_slots.Wait(wait))
                continue;
            if (held > 0)
                _slots.Release(held);
            return false;
        }

        return true;
    }

    /// <summary>Lets reads go on.</summary>
    public void Release() => _slots.Release(MaxReaders);

    /// <summary>Closes the connections that nobody reads on.</summary>
    public void CloseIdle()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        database.CheckReadable();
        var connection = _idle.TryTake(out var idle) ? idle : database.Open(SqliteSynchronous.Normal);
        try
        {
            T result;
            var handle = connection.Handle!;
            using (cancellationToken.UnsafeRegister(static h => raw.sqlite3_interrupt((sqlite3)h!), handle))
                result = read(connection);

            // After the registration is gone, so that a late interrupt never hits the next read.
            _idle.Add(connection);
            return result;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            if (e.SqliteErrorCode == SqliteFaults.Interrupted)
                cancellationToken.ThrowIfCancellationRequested();
            throw database.Translate(e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
