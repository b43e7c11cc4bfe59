using Sidecar.Configuration;
using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>Reads the settings at the start. What is stored wins over file and environment.</summary>
internal sealed class SettingsStart(ISettingsStore store, LiveOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Who made the settings of a first start.</summary>
    public const string By = "start";

    /// <summary>Who turned the kill switch on where PLANNER_KILL_SWITCH did.</summary>
    public const string ByEnvironment = "environment";

    /// <summary>And why.</summary>
    public const string EnvironmentReason = "PLANNER_KILL_SWITCH is true";

    private bool _killedBefore;

    /// <summary>The state while nothing is known: v2 gets nothing.</summary>
    public static GuardSnapshot Closed(string reason, TimeProvider time) =>
        new()
        {
            CanaryPct = 0,
            KillSwitch = true,
            KillSwitchSet = true,
            Epoch = 1,
            Version = 1,
            UpdatedBy = By,
            Reason = reason,
            UpdatedAt = SettingsTime.Now(time),
            Durable = false,
        };

    /// <summary>The state to begin with, the newest rollback, and what went wrong.</summary>
    public async Task<(GuardSnapshot Snapshot, HistoryEntry? Rollback, string? Fault)> ReadAsync(CancellationToken cancellationToken)
    {
        var asked = options.Current.Start.CanaryPct;
        try
        {
            var stored = await store.ReadAsync(cancellationToken);
            if (stored is null)
                return (SnapshotRules.From(await FirstAsync(cancellationToken), killFile: false, asked), null, null);
            var newest = await store.HistoryAsync(null, 1, cancellationToken);
            _killedBefore = newest is [{ After.KillSwitch: true }] && !stored.KillSwitch;
            var rollback = await store.LastRollbackAsync(cancellationToken);
            // What the kill file held is still held: it goes off, with its own entry and epoch, when the file is found to be gone.
            return (SnapshotRules.From(stored, killFile: _killedBefore, asked), rollback, null);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.SettingsUnreadable(logger, fault);
            var text = Refusals.Unreadable(fault.Message);
            return (Closed(text, time), null, text);
        }
    }

    /// <summary>Whether the kill file came or went while the sidecar did not run; null: neither.</summary>
    public bool? KillFileChange(GuardSnapshot current)
    {
        var holds = KillFileWatcher.Holds(options.Current, current.KillFile, out _);
        return holds == current.KillFile ? null : holds;
    }

    private async Task<StoredSettings> FirstAsync(CancellationToken cancellationToken)
    {
        var start = options.Current.Start;
        var (by, reason) = start.KillSwitch ? (ByEnvironment, EnvironmentReason) : (By, "first start");
        var first = new StoredSettings(start.CanaryPct ?? 0, start.KillSwitch, 1, 1, by, reason, SettingsTime.Now(time));
        var entry = new HistoryEntry
        {
            At = first.UpdatedAt,
            Kind = "start",
            UpdatedBy = by,
            Reason = first.Reason,
            After = first,
        };
        await store.WriteAsync(first, entry, cancellationToken);
        return first;
    }
}
