using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class SettingsKeeperTests
{
    [Fact]
    public async Task Look_StoreWasGone_WritesTheSettingsInForceIntoTheNewOne()
    {
        using var bed = await GuardBed.StartedAsync(20, kill: true);
        using var keeper = new SettingsKeeper(bed.Store, bed.Controller, bed.Time);
        (bed.Store.Settings, bed.Store.Losses) = (null, 1);

        await keeper.LookAsync(default);
        await bed.Controller.FlushAsync(default);

        var stored = bed.Store.Settings!;
        Assert.Equal((20, true, 2, 6), (stored.CanaryPct, stored.KillSwitch, stored.Epoch, stored.Version));
        Assert.Equal(("anna", "before"), (stored.UpdatedBy, stored.Reason));
        Assert.Equal((6, true), (bed.Current.Version, bed.Current.Durable));
        var entry = bed.Store.History[^1];
        Assert.Equal(("start", "sidecar"), (entry.Kind, entry.UpdatedBy));
        Assert.Null(entry.Before);
        Assert.Equal((20, true), (entry.After.CanaryPct, entry.After.KillSwitch));
    }

    [Fact]
    public async Task Look_StoreIsThere_WritesNothing()
    {
        using var bed = await GuardBed.StartedAsync(20);
        using var keeper = new SettingsKeeper(bed.Store, bed.Controller, bed.Time);
        bed.Store.Losses = 1;
        await keeper.LookAsync(default);
        await bed.Controller.FlushAsync(default);
        var entries = bed.Store.History.Count;

        await keeper.LookAsync(default);
        await bed.Controller.FlushAsync(default);

        Assert.Equal(entries, bed.Store.History.Count);
    }

    [Fact]
    public async Task Look_NewStoreCannotBeWritten_IsNotDurableUntilItCan()
    {
        using var bed = await GuardBed.StartedAsync(20);
        using var keeper = new SettingsKeeper(bed.Store, bed.Controller, bed.Time);
        (bed.Store.Settings, bed.Store.Losses, bed.Store.Fault) = (null, 1, "The store is read-only.");

        await keeper.LookAsync(default);
        await bed.AdvanceUntilAsync(() => bed.Health.Causes.ContainsKey("settings_not_durable"));
        Assert.False(bed.Current.Durable);
        bed.Store.Fault = null;
        await bed.AdvanceUntilAsync(() => bed.Current.Durable);

        Assert.Equal(20, bed.Store.Settings!.CanaryPct);
    }

    [Fact]
    public async Task Look_SettingsWereNeverRead_WritesNothing()
    {
        using var bed = new GuardBed();
        bed.Stored(20, kill: false);
        bed.Store.Fault = "The store is corrupt.";
        await bed.Controller.StartAsync(default);
        using var keeper = new SettingsKeeper(bed.Store, bed.Controller, bed.Time);
        (bed.Store.Settings, bed.Store.Losses, bed.Store.Fault) = (null, 1, null);

        await keeper.LookAsync(default);
        await bed.Controller.FlushAsync(default);

        Assert.Null(bed.Store.Settings);
        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Look_WhileAChangeTowardsV2IsStored_TheChangeLosesAndTheStoreHoldsWhatIsInForce()
    {
        using var bed = await GuardBed.StartedAsync(20);
        using var keeper = new SettingsKeeper(bed.Store, bed.Controller, bed.Time);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(canaryPct: 50);
        await gate.Reached;
        bed.Store.Losses = 1;

        await keeper.LookAsync(default);
        gate.Open();
        var result = await raise;
        await bed.Controller.FlushAsync(default);

        Assert.Equal(ChangeOutcome.Conflict, result.Outcome);
        Assert.Equal((20, 20), (bed.Current.CanaryPct, bed.Store.Settings!.CanaryPct));
        Assert.Equal(bed.Current.Version, bed.Store.Settings.Version);
    }
}
