using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

/// <summary>A store in memory that fails and waits as it is told.</summary>
internal sealed class FaultingSettingsStore : ISettingsStore
{
    private readonly Lock _sync = new();
    private readonly List<HistoryEntry> _history = [];
    private readonly Queue<WriteGate> _gates = new();
    private long _id;

    /// <summary>While set, everything fails with it.</summary>
    public volatile string? Fault;

    /// <summary>Asked before every write and revert; true: it fails.</summary>
    public Func<bool> Fails { get; set; } = static () => false;

    /// <summary>Awaited before every write and revert.</summary>
    public Func<Task> Slow { get; set; } = static () => Task.CompletedTask;

    public StoredSettings? Settings { get; set; }

    /// <summary>How often it had settings of which the history did not say how they came about.</summary>
    public int Unexplained { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History
    {
        get
        {
            lock (_sync)
                return [.. _history];
        }
    }

    /// <summary>Holds the next write that no other gate holds.</summary>
    public WriteGate Hold()
    {
        var gate = new WriteGate();
        lock (_sync)
            _gates.Enqueue(gate);
        return gate;
    }

    public void Add(HistoryEntry entry)
    {
        lock (_sync)
            _history.Add(entry with { Id = ++_id });
    }

    public Task<StoredSettings?> ReadAsync(CancellationToken cancellationToken)
    {
        Check(false);
        return Task.FromResult(Settings);
    }

    public async Task<long> WriteAsync(StoredSettings settings, HistoryEntry entry, CancellationToken cancellationToken)
    {
        await PassAsync();
        lock (_sync)
        {
            Settings = settings;
            _history.Add(entry with { Id = ++_id });
            return _id;
        }
    }

    public async Task RevertAsync(long entryId, StoredSettings settings, CancellationToken cancellationToken)
    {
        await PassAsync();
        lock (_sync)
        {
            Settings = settings;
            _history.RemoveAll(entry => entry.Id == entryId);
            if (_history.Count > 0 && _history[^1].After != settings)
                Unexplained++;
        }
    }

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        Check(false);
        IReadOnlyList<HistoryEntry> page =
        [
            .. History.Where(entry => before is null || entry.Id < before).OrderByDescending(entry => entry.Id).Take(limit),
        ];
        return Task.FromResult(page);
    }

    public Task<HistoryEntry?> LastRollbackAsync(CancellationToken cancellationToken)
    {
        Check(false);
        return Task.FromResult(History.LastOrDefault(entry => entry.Kind == "rollback"));
    }

    /// <summary>How often the store was gone.</summary>
    public int Losses { get; set; }

    public Task<int> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Losses);

    private async Task PassAsync()
    {
        WriteGate? gate;
        lock (_sync)
            _gates.TryDequeue(out gate);
        if (gate is not null)
            await gate.PassAsync();
        await Slow();
        Check(Fails());
    }

    private void Check(bool fails)
    {
        if (Fault is { } fault)
            throw new StoreException(fault);
        if (fails)
            throw new StoreException("database is locked");
    }
}
