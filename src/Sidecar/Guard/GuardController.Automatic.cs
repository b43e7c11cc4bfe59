namespace Sidecar.Guard;

/// <summary>What the guard does of its own accord.</summary>
internal sealed partial class GuardController
{
    /// <summary>Who the guard's own changes are by.</summary>
    public const string Guard = "guard";

    /// <summary>Who writes the settings into a store that was gone.</summary>
    public const string Sidecar = "sidecar";

    /// <summary>
    /// Kill switch on and canary 0, on a breach. The state is in force when this returns; the task ends when it is stored. Null where nothing
    /// was done: v2 may get nothing by now, or the breach is of an epoch that is over. So of breaches that come together one acts.
    /// </summary>
    /// <param name="epoch">The epoch of the evidence.</param>
    /// <param name="breaches">The breach texts.</param>
    /// <param name="evidence">Writes what the breach rests on; called once the state is in force.</param>
    /// <param name="flippedAt">The clock's timestamp at which it was in force.</param>
    public Task<ChangeResult>? RollBack(int epoch, IReadOnlyList<string> breaches, Func<string?> evidence, out long flippedAt)
    {
        GuardSnapshot after;
        PendingWrite write;
        var reason = string.Join("; ", breaches);
        flippedAt = 0;
        lock (_changes)
        {
            var before = _current;
            if (before.EffectivePct <= 0 || before.Epoch != epoch)
                return null;
            after = Wanted(Guard, reason, before) with { CanaryPct = 0, KillSwitchSet = true };
            after = SnapshotRules.Next(before, after, Asked);
            Put(after);
            flippedAt = _time.GetTimestamp();
            var entry = Entry("rollback", before, after) with { Trigger = "auto", Breaches = breaches, EvidenceJson = Written(evidence) };
            _lastRollback = entry;
            write = _journal.Add(after.ToStored(), entry);
        }

        _metrics.RollbackAuto.Inc();
        Log.RolledBack(_logger, Guard, reason);
        return AnswerAsync(after, write, unread: false);
    }

    /// <summary>Begins a new epoch, because v2 is another one now. Nothing else changes.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="evidenceJson">What is kept with the entry.</param>
    /// <param name="begin">Called with the epoch before any run can be assigned in it.</param>
    public void BeginEpoch(string reason, string evidenceJson, Action<int> begin)
    {
        lock (_changes)
        {
            var before = _current;
            var after = SnapshotRules.Next(before, Wanted(Guard, reason, before), Asked) with { Epoch = before.Epoch + 1 };
            begin(after.Epoch);
            Act(before, after, Entry("epoch", before, after) with { EvidenceJson = evidenceJson });
        }
    }

    /// <summary>
    /// The store was gone: what is in force is written into the new one. It is another version, so that a change towards v2 that was being
    /// stored meanwhile begins anew. Settings that were never read stay unwritten.
    /// </summary>
    public void StoreAgain()
    {
        lock (_changes)
        {
            if (_journal.Unread)
                return;
            var before = _current;
            var after = SnapshotRules.Next(before, before, Asked);
            var entry = Entry("start", before, after) with
            {
                At = SettingsTime.Now(_time),
                UpdatedBy = Sidecar,
                Reason = "the store was deleted or moved while it was in use; these settings were in force",
                Before = null,
            };
            Flip(before, after, entry);
        }
    }

    // v2 is out already: whatever is wrong with the evidence, that is to be stored.
    private string? Written(Func<string?> evidence)
    {
        try
        {
            return evidence();
        }
        catch (Exception fault)
        {
            Log.NoEvidence(_logger, fault);
            return null;
        }
    }
}
