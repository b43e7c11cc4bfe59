using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>A few connections for reading, reused. In WAL mode a read, however long, never keeps the writer waiting.</summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    private const int MaxReaders = 4;

    private readonly SemaphoreSlim _slots = new(MaxReaders, MaxReaders);
    private readonly ConcurrentBag<Reader> _idle = [];

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
        while (_idle.TryTake(out var reader))
            reader.Connection.Dispose();
        _slots.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        var reader = Take();
        try
        {
            T result;
            var handle = reader.Connection.Handle!;
            using (cancellationToken.UnsafeRegister(static h => raw.sqlite3_interrupt((sqlite3)h!), handle))
                result = read(reader.Connection);

            // After the registration is gone, so that a late interrupt never hits the next read.
            _idle.Add(reader);
            return result;
        }
        catch (SqliteException e)
        {
            reader.Connection.Dispose();
            if (e.SqliteErrorCode == SqliteFaults.Interrupted)
                cancellationToken.ThrowIfCancellationRequested();
            throw database.Translate(e);
        }
        catch
        {
            reader.Connection.Dispose();
            throw;
        }
    }

    private Reader Take()
    {
        while (_idle.TryTake(out var reader))
        {
            if (database.CheckPresent() && reader.Generation == database.Generation)
                return reader;
            reader.Connection.Dispose();
        }

        var generation = database.Generation;
        return new Reader(database.Open(SqliteSynchronous.Normal), generation);
    }

    private sealed record Reader(SqliteConnection Connection, int Generation);
}
