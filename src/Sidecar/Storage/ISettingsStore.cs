namespace Sidecar.Storage;

/// <summary>The runtime settings and their history. A write has returned only when it is durable: it survives the loss of power.</summary>
public interface ISettingsStore
{
    /// <summary>Reads the settings in force; null at a first start.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    Task<StoredSettings?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the settings and adds the entry to the history, in one transaction; returns the entry's id.</summary>
    /// <exception cref="StoreException">Neither was written.</exception>
    Task<long> WriteAsync(StoredSettings settings, HistoryEntry entry, CancellationToken cancellationToken);

    /// <summary>Takes back a write that lost against a change towards v1: removes its entry and puts <paramref name="settings"/> in force.</summary>
    Task RevertAsync(long entryId, StoredSettings settings, CancellationToken cancellationToken);

    /// <summary>Reads the history, newest first, at most <paramref name="limit"/> entries with an id below <paramref name="before"/>.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the newest rollback; null where there was none.</summary>
    Task<HistoryEntry?> LastRollbackAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks after the store where nothing is written to it. Answers how often it was found gone: settings that were written before are then
    /// in no store any more. Never throws; who writes or reads is told.
    /// </summary>
    Task<int> LookAsync(CancellationToken cancellationToken);
}
