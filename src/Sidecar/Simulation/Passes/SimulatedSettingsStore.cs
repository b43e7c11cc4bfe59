using Sidecar.Storage;

namespace Sidecar.Simulation.Passes;

/// <summary>The settings of a pass, in memory.</summary>
internal sealed class SimulatedSettingsStore : ISettingsStore
{
    private readonly Lock _sync = new();
    private readonly List<HistoryEntry> _history = [];
    private StoredSettings? _settings;
    private long _id;

    /// <summary>The settings as they are stored; null before the start.</summary>
    public StoredSettings? Settings
    {
        get
        {
            lock (_sync)
                return _settings;
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History
    {
        get
        {
            lock (_sync)
                return [.. _history];
        }
    }

    public Task<StoredSettings?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Settings);

    public Task<long> WriteAsync(StoredSettings settings, HistoryEntry entry, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            _settings = settings;
            _history.Add(entry with { Id = ++_id });
            return Task.FromResult(_id);
        }
    }

    public Task RevertAsync(long entryId, StoredSettings settings, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            _settings = settings;
            _history.RemoveAll(entry => entry.Id == entryId);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long? before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HistoryEntry>>([
            .. History.Reverse().Where(entry => before is null || entry.Id < before).Take(limit),
        ]);

    public Task<HistoryEntry?> LastRollbackAsync(CancellationToken cancellationToken) =>
        Task.FromResult(History.LastOrDefault(static entry => entry.Kind == "rollback"));
}
