using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>
/// The one way by which settings reach the store: one write at a time, in the order of their versions. What is in force already is written
/// again and again until the store has it.
/// </summary>
/// <param name="store">Where to.</param>
/// <param name="owner">Whose settings.</param>
/// <param name="sync">The lock under which versions are given: one for owner and journal, never held across I/O.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class SettingsJournal(ISettingsStore store, IJournalOwner owner, Lock sync, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Changes that wait at the most. Past it the newest two become one: an operator's change is never refused for it.</summary>
    internal const int MaxPending = 1_000;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastDelay = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<PendingWrite> _pending = [];
    private bool _unread;
    private bool _retrying;

    // What the store has beside a lost change; null: what was in force when that came. Read and written by whoever has the turn.
    private StoredSettings? _stored;

    /// <summary>True while the settings could not be read: they are read before anything is written, so that no version is given twice.</summary>
    public bool Unread
    {
        get => Volatile.Read(ref _unread);
        set => Volatile.Write(ref _unread, value);
    }

    /// <summary>True while something waits.</summary>
    public bool Waiting
    {
        get
        {
            lock (sync)
                return _pending.Count > 0;
        }
    }

    /// <summary>Adds a change that is in force. The caller holds the lock under which versions are given, so the order is theirs.</summary>
    public PendingWrite Add(StoredSettings settings, HistoryEntry entry)
    {
        PendingWrite write;
        lock (sync)
        {
            if (_pending.Count >= MaxPending && _pending.Last!.Value is { Entry: { Kind: "config" } last } newest && entry.Kind == "config")
            {
                newest.Settings = settings;
                newest.Entry = entry with { Before = last.Before };
                Log.ChangesMerged(logger, settings.Version, MaxPending);
                return newest;
            }

            write = new PendingWrite { Settings = settings, Entry = entry };
            _pending.AddLast(write);
        }

        // SQLite writes on the calling thread: whoever flips must not be that thread.
        _ = Task.Run(DrainAsync);
        return write;
    }

    /// <summary>Takes the turn to write. Nothing else reaches the store until <see cref="Release"/>.</summary>
    public Task EnterAsync() => _turn.WaitAsync();

    /// <summary>Gives the turn back.</summary>
    public void Release() => _turn.Release();

    /// <summary>Writes all that waits; the caller has the turn. Returns the fault that ended it early.</summary>
    public async Task<Exception?> DrainHeldAsync(bool readAnyway = false)
    {
        try
        {
            if (Unread && (readAnyway || Waiting))
                await ReadFirstAsync();
            while (Peek() is { } write)
            {
                await StoreAsync(write);
                Written(write);
            }

            return null;
        }
        catch (Exception fault)
        {
            if (Waiting)
                Retry(fault);
            return fault;
        }
    }

    /// <summary>
    /// Takes back an entry that lost; where the store refuses, it is tried again after all that waits now. What won waits for its own write:
    /// the store never has settings of which its history does not say how they came about.
    /// </summary>
    /// <param name="entryId">The entry.</param>
    /// <param name="before">What was in force when it came: what the store had, unless that could not be read at the start.</param>
    public async Task RevertHeldAsync(long entryId, StoredSettings before)
    {
        _stored ??= before;
        try
        {
            await store.RevertAsync(entryId, _stored, CancellationToken.None);
        }
        catch (Exception fault)
        {
            lock (sync)
                _pending.AddLast(new PendingWrite { Revert = entryId });
            Retry(fault);
        }
    }

    /// <summary>A change towards v2 is in the store, and did not lose; the caller has the turn.</summary>
    public void Raised(StoredSettings settings) => _stored = settings;

    /// <summary>Waits until whoever writes has ended; false where that takes longer.</summary>
    public async Task<bool> TurnPassesAsync(TimeSpan wait)
    {
        using var patience = new CancellationTokenSource(wait, time);
        return await TurnPassesAsync(patience.Token);
    }

    /// <summary>Ends when nothing waits, or with the token.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (Last() is { } write && !cancellationToken.IsCancellationRequested)
                await write.Done.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A change towards v2 that was answered as lost may still be on its way back out of the store: it has the turn.
            await TurnPassesAsync(cancellationToken);
        } while (Waiting && !cancellationToken.IsCancellationRequested);
    }

    private async Task<bool> TurnPassesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _turn.WaitAsync(cancellationToken);
            _turn.Release();
            return true;
        }
        catch (OperationCanceledException)
        {
            // The time to wait is over.
            return false;
        }
    }

    /// <summary>Ends the repetition. What waits is lost with the process.</summary>
    public void Dispose()
    {
        // Under the lock: a repetition that is just being started either has its token or is not started.
        lock (sync)
            _stop.Cancel();
    }

    /// <summary>States the cause if the write still waits: under the lock under which it is taken back.</summary>
    public void DegradeIfWaiting(PendingWrite write)
    {
        lock (sync)
        {
            // While it repeats, the store's own sentence stands.
            if (!write.Done.IsCompleted && !_retrying)
                owner.NotDurable("the store has not answered yet");
        }
    }

    private async Task DrainAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await DrainHeldAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadFirstAsync()
    {
        var stored = await store.ReadAsync(CancellationToken.None);
        var rollback = await store.LastRollbackAsync(CancellationToken.None);
        _stored = stored;
        owner.Rebase(
            stored,
            rollback,
            shift =>
            {
                foreach (var write in _pending)
                    shift(write);
                Unread = false;
            }
        );
    }

    private async Task StoreAsync(PendingWrite write)
    {
        StoredSettings? settings;
        HistoryEntry? entry;
        lock (sync)
            (settings, entry) = (write.Settings, write.Entry);
        if (settings is null || entry is null)
            await store.RevertAsync(write.Revert, _stored!, CancellationToken.None);
        else
        {
            await store.WriteAsync(settings, entry, CancellationToken.None);
            _stored = settings;
        }
    }

    private void Written(PendingWrite write)
    {
        lock (sync)
        {
            _pending.RemoveFirst();
            if (write.Settings is { } settings)
                owner.Durable(settings.Version, _pending.Count == 0);
            else if (_pending.Count == 0)
                owner.Durable(null, true);
            write.Complete();
        }
    }

    private PendingWrite? Peek()
    {
        lock (sync)
            return _pending.First?.Value;
    }

    private PendingWrite? Last()
    {
        lock (sync)
            return _pending.Last?.Value;
    }

    private void Retry(Exception fault)
    {
        lock (sync)
        {
            if (_pending.Count == 0)
                return;
            owner.NotDurable(fault.Message);
            Log.SettingsNotWritten(logger, fault);
            if (_retrying)
                return;
            _retrying = true;
            if (!_stop.IsCancellationRequested)
            {
                var stop = _stop.Token;
                _ = Task.Run(() => RetryAsync(stop));
            }
        }
    }

    private async Task RetryAsync(CancellationToken stop)
    {
        var delay = FirstDelay;
        while (true)
        {
            await Task.Delay(delay, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            await DrainAsync();
            lock (sync)
            {
                if (_pending.Count == 0)
                {
                    _retrying = false;
                    return;
                }
            }

            delay = delay * 2 < LastDelay ? delay * 2 : LastDelay;
        }
    }
}
