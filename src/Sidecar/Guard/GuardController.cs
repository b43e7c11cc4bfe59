using Sidecar.Configuration;
using Sidecar.Metrics;
using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>
/// The one owner of the guard's state. A change towards v1 takes effect in memory first and is stored after; a change towards v2 is stored
/// first and takes effect only if nothing else did meanwhile. Readers take no lock.
/// </summary>
internal sealed partial class GuardController : IGuardState, IJournalOwner, IDisposable
{
    /// <summary>How long the answer to a change towards v1 waits for the store.</summary>
    internal static readonly TimeSpan DurableWait = TimeSpan.FromSeconds(1);

    private readonly Lock _changes = new();
    private readonly SettingsJournal _journal;
    private readonly SettingsRaise _raise;
    private readonly SettingsStart _start;
    private readonly LiveOptions _options;
    private readonly SidecarMetrics _metrics;
    private readonly HealthState _health;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _confirmed;

    // True while what is in force is neither stored nor waiting to be: the settings could not be read, and nobody has set any since.
    private bool _unstored;
    private volatile GuardSnapshot _current;
    private volatile HistoryEntry? _lastRollback;

    public GuardController(
        ISettingsStore store,
        LiveOptions options,
        SidecarMetrics metrics,
        HealthState health,
        TimeProvider time,
        ILogger<GuardController> logger
    )
    {
        (_options, _metrics, _health, _time, _logger) = (options, metrics, health, time, logger);
        _journal = new SettingsJournal(store, this, _changes, time, logger);
        _raise = new SettingsRaise(store, this, _journal, _changes, time, logger);
        _start = new SettingsStart(store, options, time, logger);
        _current = SettingsStart.Closed("the sidecar is starting", time);
    }

    /// <summary>Raised when the effective kill switch turns on, after the state is in force and before the change is answered.</summary>
    public event Action? KillSwitchCame;

    /// <inheritdoc/>
    public GuardSnapshot Current => _current;

    /// <summary>The newest rollback; null where there was none.</summary>
    public HistoryEntry? LastRollback => _lastRollback;

    /// <summary>
    /// How often someone asked for what is in force already; read under the lock. Such an answer is a promise too: a change towards v2 that
    /// was under way before it is lost, though no version came between.
    /// </summary>
    internal long Confirmed => _confirmed;

    private double? Asked => _options.Current.Start.CanaryPct;

    /// <summary>Reads the settings. Ends with a state in force, whatever the store does: where it cannot be read, v2 gets nothing.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (read, rollback, fault) = await _start.ReadAsync(cancellationToken);
        lock (_changes)
        {
            _lastRollback = rollback;
            Put(read);
            if (fault is not null)
            {
                (_journal.Unread, _unstored) = (true, true);
                _health.Degrade("settings_unreadable", fault);
                // Stored as soon as the store can be read: unsetting the variable must not turn v2 on again.
                if (_options.Current.Start.KillSwitch)
                    Flip("config", SettingsStart.ByEnvironment, SettingsStart.EnvironmentReason, static s => s);
                return;
            }

            if (read.Overridden)
                Log.Overridden(_logger, read.CanaryPct, Asked!.Value);
            if (_options.Current.Start.KillSwitch && !read.KillSwitchSet)
                Flip("config", SettingsStart.ByEnvironment, SettingsStart.EnvironmentReason, s => s with { KillSwitchSet = true });
        }

        if (_start.KillFileChange(_current) is { } exists)
            await SetKillFileAsync(exists);
    }

    /// <summary>Changes the settings as an operator wants them.</summary>
    /// <param name="change">What to change.</param>
    /// <param name="ifMatch">The version that must be in force; null: any.</param>
    public async Task<ChangeResult> ChangeAsync(ConfigChange change, long? ifMatch)
    {
        PendingWrite? write;
        GuardSnapshot before;
        GuardSnapshot after;
        bool unread;
        bool inForce;
        long confirmed;
        lock (_changes)
        {
            (before, confirmed) = (_current, _confirmed);
            if (ifMatch is { } version && version != before.Version)
                return new(ChangeOutcome.Stale, before, Refusals.Stale(version, before.Version));
            if (change.KillSwitch == false && Refusals.KillSwitchOff(_options.Current, before) is { } text)
                return new(ChangeOutcome.Conflict, before, text);
            unread = _journal.Unread;
            var (canaryPct, kill) = (change.CanaryPct ?? before.CanaryPct, change.KillSwitch ?? before.KillSwitchSet);
            if (change is { CanaryPct: null, KillSwitch: null })
                return new(ChangeOutcome.Applied, before);
            after = Wanted(change.UpdatedBy ?? "operator", change.Reason, before) with { CanaryPct = canaryPct, KillSwitchSet = kill };
            after = SnapshotRules.Next(before, after, Asked);
            // Settings that are not stored: to ask for what is in force is a change of what is.
            inForce = canaryPct == before.CanaryPct && kill == before.KillSwitchSet && !_unstored;
            if (inForce)
                _confirmed++;
            write = inForce || SnapshotRules.TowardsV2(before, after) ? null : Flip(before, after, Entry("config", before, after));
        }

        if (inForce)
            return await ConfirmAsync(before);
        return write is null ? await _raise.RunAsync(before, after, confirmed) : await AnswerAsync(after, write, unread);
    }

    /// <summary>Kill switch on and canary 0, at once. Where that is so already, nothing happens.</summary>
    public async Task<ChangeResult> RollbackAsync(
        string? reason,
        string updatedBy,
        RollbackTrigger trigger,
        IReadOnlyList<string> breaches,
        string? evidenceJson
    )
    {
        PendingWrite? write = null;
        GuardSnapshot before;
        GuardSnapshot after;
        bool unread;
        lock (_changes)
        {
            (before, unread) = (_current, _journal.Unread);
            after = Wanted(updatedBy, reason, before) with { CanaryPct = 0, KillSwitchSet = true };
            after = SnapshotRules.Next(before, after, Asked);
            if (before is { KillSwitchSet: true, CanaryPct: 0 } && !_unstored)
                _confirmed++;
            else
            {
                var entry = Entry("rollback", before, after) with
                {
                    Trigger = trigger == RollbackTrigger.Auto ? "auto" : "manual",
                    Breaches = breaches,
                    EvidenceJson = evidenceJson,
                };
                _lastRollback = entry;
                write = Flip(before, after, entry);
            }
        }

        if (write is null)
            return await ConfirmAsync(before);

        (trigger == RollbackTrigger.Auto ? _metrics.RollbackAuto : _metrics.RollbackManual).Inc();
        Log.RolledBack(_logger, updatedBy, reason ?? "no reason was given");
        return await AnswerAsync(after, write, unread);
    }

    /// <summary>
    /// The kill file came or went. Its coming acts at once; its going raises the effective percent, so it acts when the store has it.
    /// Returns whether the state now says so.
    /// </summary>
    public async Task<bool> SetKillFileAsync(bool exists)
    {
        GuardSnapshot before;
        GuardSnapshot after;
        long confirmed;
        lock (_changes)
        {
            (before, confirmed) = (_current, _confirmed);
            if (before.KillFile == exists)
                return true;
            var reason = exists ? Refusals.KillFileCame(_options.Current) : "the kill file is gone";
            after = SnapshotRules.Next(before, Wanted("kill_file", reason, before) with { KillFile = exists }, Asked);
            if (exists || _unstored)
            {
                Act(before, after, Entry("config", before, after));
                return true;
            }
        }

        return (await _raise.RunAsync(before, after, confirmed)).Outcome == ChangeOutcome.Applied;
    }

    /// <summary>True while changes wait for the store.</summary>
    public bool Waiting => _journal.Waiting;

    /// <summary>Waits until the store has all that is in force, or for the token.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _journal.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    /// <summary>The entry of a change for the history.</summary>
    internal static HistoryEntry Entry(string kind, GuardSnapshot before, GuardSnapshot after) =>
        new()
        {
            At = after.UpdatedAt,
            Kind = kind,
            UpdatedBy = after.UpdatedBy,
            Reason = after.Reason,
            Before = before.ToShown(),
            After = after.ToShown(),
        };

    /// <summary>Puts a state in force; the caller holds the lock, so gauges follow in the order of the states.</summary>
    internal void Put(GuardSnapshot next)
    {
        var came = next.KillSwitch && !_current.KillSwitch;
        _current = next;
        _metrics.CanaryPct.Set(next.CanaryPct);
        _metrics.KillSwitch.Set(next.KillSwitch ? 1 : 0);
        if (came)
            KillSwitchCame?.Invoke();
    }

    /// <summary>A change towards v2 took effect: the store has been read and written.</summary>
    internal void Raised()
    {
        _unstored = false;
        _health.Recover("settings_unreadable");
    }

    void IJournalOwner.Durable(long? version, bool all)
    {
        if (version == _current.Version || (all && !_unstored))
            _current = _current with { Durable = true };
        if (!all)
            return;
        _health.Recover("settings_not_durable");
        if (!_unstored)
            _health.Recover("settings_unreadable");
    }

    void IJournalOwner.NotDurable(string why)
    {
        // Also where it was: the store has a change that lost and could not be taken back.
        _current = _current with
        {
            Durable = false,
        };
        _health.Degrade("settings_not_durable", Refusals.NotDurable(why));
    }

    void IJournalOwner.Rebase(StoredSettings? stored, HistoryEntry? rollback, Action<Action<PendingWrite>> shift)
    {
        lock (_changes)
        {
            _lastRollback ??= rollback;
            var rebase = new SettingsRebase(stored);
            shift(rebase.Apply);
            Put(rebase.Apply(_current));
        }
    }

    private void Flip(string kind, string updatedBy, string reason, Func<GuardSnapshot, GuardSnapshot> change)
    {
        var before = _current;
        var after = SnapshotRules.Next(before, change(Wanted(updatedBy, reason, before)), Asked);
        Flip(before, after, Entry(kind, before, after));
    }

    // What the sidecar does of its own accord. Where what is stored is not known that stays as it is, whatever stands for it meanwhile: v2
    // gets nothing before and after, and a restart is to find the operators' settings.
    private void Act(GuardSnapshot before, GuardSnapshot after, HistoryEntry entry)
    {
        if (!_unstored)
        {
            Flip(before, after, entry);
            return;
        }

        Put(after);
        Log.Changed(_logger, after.UpdatedBy, after.Version, before.EffectivePct, after.EffectivePct);
    }

    private PendingWrite Flip(GuardSnapshot before, GuardSnapshot after, HistoryEntry entry)
    {
        _unstored = false;
        Put(after);
        Log.Changed(_logger, after.UpdatedBy, after.Version, before.EffectivePct, after.EffectivePct);
        return _journal.Add(after.ToStored(), entry);
    }

    // A change towards v2 that has lost by this may be in the store until whoever has the turn there has taken it back.
    private async Task<ChangeResult> ConfirmAsync(GuardSnapshot inForce)
    {
        var passed = await _journal.TurnPassesAsync(DurableWait);
        return new(ChangeOutcome.Applied, inForce with { Durable = passed && _current.Durable });
    }

    private GuardSnapshot Wanted(string updatedBy, string? reason, GuardSnapshot before) =>
        before with
        {
            UpdatedBy = updatedBy,
            Reason = reason,
            UpdatedAt = SettingsTime.Now(_time),
        };

    private async Task<ChangeResult> AnswerAsync(GuardSnapshot after, PendingWrite write, bool unread)
    {
        try
        {
            await write.Done.WaitAsync(DurableWait, _time);
            // The versions of unread settings were moved when they were read.
            return new(ChangeOutcome.Applied, unread ? _current : after with { Durable = true });
        }
        catch (TimeoutException)
        {
            _journal.DegradeIfWaiting(write);
            return new(ChangeOutcome.Applied, after);
        }
    }
}
