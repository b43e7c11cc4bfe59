using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>
/// A change towards v2: stored first, and in force only if the version is still the one that it was made from. One that lost is taken back
/// from the store, so that a crash does not bring it back either.
/// </summary>
internal sealed class SettingsRaise(
    ISettingsStore store,
    GuardController owner,
    SettingsJournal journal,
    Lock changes,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>How long the answer waits for the store. A write that ends later is taken back.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>Tries the change.</summary>
    /// <param name="before">The state that it was made from.</param>
    /// <param name="after">The state that it wants.</param>
    /// <param name="confirmed">The owner's count when <paramref name="before"/> was read.</param>
    public async Task<ChangeResult> RunAsync(GuardSnapshot before, GuardSnapshot after, long confirmed)
    {
        var attempt = new Attempt(confirmed);
        // Not on the caller's thread: a store may write synchronously, and the wait is bounded.
        var running = Task.Run(() => TakeTurnAsync(attempt, before, after));
        try
        {
            return await running.WaitAsync(Wait, time);
        }
        catch (TimeoutException)
        {
            lock (changes)
            {
                if (!attempt.Decided)
                {
                    attempt.Decided = true;
                    return Unavailable($"it did not answer within {Wait.TotalSeconds:0} s");
                }
            }

            return await running;
        }
    }

    private async Task<ChangeResult> TakeTurnAsync(Attempt attempt, GuardSnapshot before, GuardSnapshot after)
    {
        await journal.EnterAsync();
        try
        {
            return await StoreAsync(attempt, before, after);
        }
        catch (Exception fault)
        {
            Log.RaiseRefused(logger, fault);
            return Unavailable(fault.Message);
        }
        finally
        {
            journal.Release();
        }
    }

    private async Task<ChangeResult> StoreAsync(Attempt attempt, GuardSnapshot before, GuardSnapshot after)
    {
        // Everything that is in force goes first. It may also move the versions, where the settings had not been read.
        var unread = journal.Unread;
        if (!StillFrom(attempt, before.Version))
            return Lost();
        if (await journal.DrainHeldAsync(readAnyway: true) is { } fault)
            return Unavailable(fault.Message);
        if (unread && !Follow(attempt, ref before, ref after))
            return Lost();
        if (!StillFrom(attempt, before.Version))
            return Lost();

        after = after with { Durable = true };
        var id = await store.WriteAsync(after.ToStored(), GuardController.Entry("config", before, after), CancellationToken.None);
        lock (changes)
        {
            if (!attempt.Decided && owner.Confirmed == attempt.Confirmed && owner.Current.Version == before.Version)
            {
                attempt.Decided = true;
                journal.Raised(after.ToStored());
                owner.Put(after);
                owner.Raised();
                Log.Changed(logger, after.UpdatedBy, after.Version, before.EffectivePct, after.EffectivePct);
                return new(ChangeOutcome.Applied, after);
            }
        }

        await journal.RevertHeldAsync(id, before.ToStored());
        return Lost();
    }

    private bool StillFrom(Attempt attempt, long version)
    {
        lock (changes)
            return !attempt.Decided && owner.Confirmed == attempt.Confirmed && owner.Current.Version == version;
    }

    /// <summary>Follows the state in force over a rebase: the same state under another version, or another one.</summary>
    private bool Follow(Attempt attempt, ref GuardSnapshot before, ref GuardSnapshot after)
    {
        lock (changes)
        {
            var current = owner.Current;
            if (attempt.Decided || current.UpdatedAt != before.UpdatedAt || current.UpdatedBy != before.UpdatedBy)
                return false;
            after = after with { Version = current.Version + 1, Epoch = after.Epoch + current.Epoch - before.Epoch };
            before = current;
            return true;
        }
    }

    private ChangeResult Lost() => new(ChangeOutcome.Conflict, owner.Current, Refusals.CameBetween(owner.Current));

    private ChangeResult Unavailable(string why) => new(ChangeOutcome.StoreUnavailable, owner.Current, Refusals.NotStored(why));

    private sealed class Attempt(long confirmed)
    {
        /// <summary>How often the state had been confirmed when the change came.</summary>
        public long Confirmed => confirmed;

        /// <summary>True once it took effect or was given up; read and written under the lock.</summary>
        public bool Decided { get; set; }
    }
}
