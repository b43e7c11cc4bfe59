using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>How one state follows another. Pure.</summary>
internal static class SnapshotRules
{
    /// <summary>The state that stored settings stand for.</summary>
    /// <param name="stored">The settings.</param>
    /// <param name="killFile">Whether the kill file exists.</param>
    /// <param name="asked">PLANNER_CANARY_PCT, where it is set.</param>
    public static GuardSnapshot From(StoredSettings stored, bool killFile, double? asked) =>
        new()
        {
            CanaryPct = stored.CanaryPct,
            KillSwitchSet = stored.KillSwitch,
            KillFile = killFile,
            KillSwitch = stored.KillSwitch || killFile,
            Epoch = stored.Epoch,
            Version = stored.Version,
            UpdatedBy = stored.UpdatedBy,
            Reason = stored.Reason,
            UpdatedAt = stored.UpdatedAt,
            Overridden = asked is { } pct && pct != stored.CanaryPct,
        };

    /// <summary>
    /// Completes a change: the next version, the effective kill switch, and a new epoch where that switch goes off. Not durable yet.
    /// </summary>
    public static GuardSnapshot Next(GuardSnapshot before, GuardSnapshot wanted, double? asked)
    {
        var kill = wanted.KillSwitchSet || wanted.KillFile;
        return wanted with
        {
            KillSwitch = kill,
            Version = before.Version + 1,
            Epoch = before.KillSwitch && !kill ? before.Epoch + 1 : before.Epoch,
            Overridden = asked is { } pct && pct != wanted.CanaryPct,
            Durable = false,
        };
    }

    /// <summary>
    /// Whether a change raises the effective percent. A change that leaves it as it is but turns the switch off or raises canary_pct counts
    /// too: it takes away one of the two things that keep v2 at 0.
    /// </summary>
    public static bool TowardsV2(GuardSnapshot before, GuardSnapshot after)
    {
        if (after.EffectivePct != before.EffectivePct)
            return after.EffectivePct > before.EffectivePct;
        return (before.KillSwitchSet && !after.KillSwitchSet)
            || (before.KillSwitch && !after.KillSwitch)
            || after.CanaryPct > before.CanaryPct;
    }

    /// <summary>What is stored of a state.</summary>
    public static StoredSettings ToStored(this GuardSnapshot snapshot) =>
        new(
            snapshot.CanaryPct,
            snapshot.KillSwitchSet,
            snapshot.Epoch,
            snapshot.Version,
            snapshot.UpdatedBy,
            snapshot.Reason,
            snapshot.UpdatedAt
        );

    /// <summary>What the history shows of a state: the kill switch as it took effect, the kill file included.</summary>
    public static StoredSettings ToShown(this GuardSnapshot snapshot) => snapshot.ToStored() with { KillSwitch = snapshot.KillSwitch };
}
