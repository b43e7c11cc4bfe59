using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Storage;

/// <summary>
/// Makes this sidecar the one owner of its store, before anything reads it: settings are held in memory, and of two owners each would
/// overwrite the other's. Where the lock cannot be made the sidecar starts all the same, as it does without a store.
/// </summary>
internal sealed class StoreOwner : IHostedService, IDisposable
{
    private const string Cause = "store_unlocked";

    private readonly SqliteLocation _location;
    private readonly StoreLock _lock;
    private readonly HealthState _health;
    private readonly ILogger _logger;
    private readonly Lock _sync = new();
    private bool _unlocked;

    public StoreOwner(string connectionString, HealthState health, TimeProvider time, ILogger<StoreOwner> logger)
    {
        (_location, _lock) = (new SqliteLocation(connectionString), new StoreLock(time));
        (_health, _logger) = (health, logger);
    }

    /// <inheritdoc/>
    /// <exception cref="StartFaultException">Another sidecar owns the store.</exception>
    public Task StartAsync(CancellationToken cancellationToken) =>
        Take() is { } other ? throw new StartFaultException(other) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes sure of it before the store is opened: the folder, and the lock with it, may have been deleted.</summary>
    /// <exception cref="StoreException">Another sidecar owns the store by now.</exception>
    public void Keep()
    {
        if (Take() is { } other)
            throw new StoreException(other);
    }

    /// <summary>Tries again where the lock could not be made: the store may be open all the time.</summary>
    /// <exception cref="StoreException">Another sidecar owns the store by now.</exception>
    public void TryAgain()
    {
        if (Volatile.Read(ref _unlocked))
            Keep();
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // The sentence where another sidecar owns the store.
    private string? Take()
    {
        lock (_sync)
        {
            try
            {
                var path = _location.Resolve();
                if (!_lock.Take(path + ".lock", out var holder))
                    return Other(holder);
                // Lock, -wal and -shm go by the file's name.
                if (FileIdentity.Names(path) is > 1 and var names)
                {
                    Unlocked($"its file has {names} names (hard links). Remove the other names.");
                    return null;
                }

                _unlocked = false;
                _health.Recover(Cause);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Unlocked($"the lock beside it cannot be made. {fault.Message} Make the folder writable for the sidecar's user.");
            }

            return null;
        }
    }

    private void Unlocked(string why)
    {
        var sentence = $"A second sidecar on the store '{_location.Path}' would not be noticed: {why}";
        _health.Degrade(Cause, sentence);
        if (!_unlocked)
            Log.Unlocked(_logger, sentence);
        _unlocked = true;
    }

    private string Other(LockHolder? holder)
    {
        var who = holder is null ? "" : $", process {holder.Process} on {holder.Machine} since {holder.Since}";
        return $"The store '{_location.Path}' is in use by another sidecar{who}. Two would overwrite each other's settings and mix their "
            + "evidence: stop that one, or give this one a store of its own in Storage:ConnectionString.";
    }
}
