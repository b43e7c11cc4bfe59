using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class GuardStartTests
{
    [Fact]
    public void Current_BeforeTheStart_GivesV2Nothing()
    {
        using var bed = new GuardBed();

        Assert.Equal(0, bed.Current.EffectivePct);
        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Start_First_StoresWhatTheEnvironmentSays()
    {
        using var bed = new GuardBed(new SidecarOptions { Start = new StartSettings(15, false) });

        await bed.Controller.StartAsync(default);

        Assert.Equal(15, bed.Current.EffectivePct);
        Assert.Equal((1L, 1, "start"), (bed.Current.Version, bed.Current.Epoch, bed.Current.UpdatedBy));
        Assert.True(bed.Current.Durable);
        Assert.False(bed.Current.Overridden);
        Assert.Equal(15, bed.Store.Settings!.CanaryPct);
        Assert.Equal("start", Assert.Single(bed.Store.History).Kind);
        Assert.Equal(15, bed.Metrics.CanaryPct.Value);
        Assert.Equal(0, bed.Metrics.KillSwitch.Value);
    }

    [Fact]
    public async Task Start_FirstWithTheKillSwitchOfTheEnvironment_IsTheEnvironmentsDoing()
    {
        using var bed = new GuardBed(new SidecarOptions { Start = new StartSettings(15, true) });

        await bed.Controller.StartAsync(default);

        Assert.True(bed.Current.KillSwitch);
        Assert.Equal(("environment", "PLANNER_KILL_SWITCH is true"), (bed.Current.UpdatedBy, bed.Current.Reason));
        Assert.Equal("environment", Assert.Single(bed.Store.History).UpdatedBy);
    }

    [Fact]
    public async Task Change_AtAFinerTimeThanIsStored_IsOfTheStoredTime()
    {
        using var bed = await GuardBed.StartedAsync(20);
        bed.Time.Advance(TimeSpan.FromTicks(12_345_678));

        await bed.ChangeAsync(10);

        Assert.Equal(GuardBed.Start + TimeSpan.FromTicks(12_345_670), bed.Current.UpdatedAt);
    }

    [Theory]
    [InlineData(40.0, true)]
    [InlineData(20.0, false)]
    [InlineData(null, false)]
    public async Task Start_Stored_WinsOverTheEnvironment(double? asked, bool overridden)
    {
        using var bed = await GuardBed.StartedAsync(20, options: new SidecarOptions { Start = new StartSettings(asked, false) });

        Assert.Equal(20, bed.Current.CanaryPct);
        Assert.Equal(5, bed.Current.Version);
        Assert.Equal(overridden, bed.Current.Overridden);
    }

    [Fact]
    public async Task Start_KillSwitchOfTheEnvironment_IsStoredAsAChange()
    {
        using var bed = await GuardBed.StartedAsync(20, options: new SidecarOptions { Start = new StartSettings(null, true) });
        await bed.Controller.FlushAsync(default);

        Assert.True(bed.Current.KillSwitch);
        Assert.True(bed.Store.Settings!.KillSwitch);
        Assert.Equal("environment", bed.Store.History[^1].UpdatedBy);
        Assert.Equal((20.0, 6L), (bed.Current.CanaryPct, bed.Current.Version));
    }

    [Fact]
    public async Task Start_KillSwitchOfTheEnvironmentAlreadyStored_ChangesNothing()
    {
        using var bed = await GuardBed.StartedAsync(20, kill: true, new SidecarOptions { Start = new StartSettings(null, true) });

        Assert.Equal(5, bed.Current.Version);
        Assert.Single(bed.Store.History);
    }

    [Fact]
    public async Task Start_EnvironmentUnset_DoesNotEnableV2Again()
    {
        using var bed = await GuardBed.StartedAsync(20, kill: true);

        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Change_KillSwitchOffWhileTheEnvironmentHoldsIt_IsRefusedByName()
    {
        using var bed = await GuardBed.StartedAsync(20, kill: true, new SidecarOptions { Start = new StartSettings(null, true) });

        var result = await bed.ChangeAsync(kill: false);

        Assert.Equal(ChangeOutcome.Conflict, result.Outcome);
        Assert.Contains("PLANNER_KILL_SWITCH", result.Text, StringComparison.Ordinal);
        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Start_SettingsUnreadable_ClosesV2AndSaysWhy()
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        bed.Store.Fault = "file is not a database";

        await bed.Controller.StartAsync(default);

        Assert.True(bed.Current.KillSwitch);
        Assert.Equal(0, bed.Current.CanaryPct);
        Assert.Contains("file is not a database", bed.Current.Reason, StringComparison.Ordinal);
        Assert.Contains("settings_unreadable", bed.Health.Causes.Keys);
        Assert.Equal(ChangeOutcome.StoreUnavailable, (await bed.ChangeAsync(10, false)).Outcome);
        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Change_AfterAnUnreadableStart_GoesOnFromTheStoredVersion()
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        bed.Store.Fault = "file is not a database";
        await bed.Controller.StartAsync(default);
        bed.Store.Fault = null;

        var result = await bed.ChangeAsync(10, false);

        Assert.Equal(ChangeOutcome.Applied, result.Outcome);
        Assert.Equal(10, bed.Current.EffectivePct);
        Assert.True(bed.Current.Version > 5);
        Assert.True(bed.Current.Epoch > 2);
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.True(bed.Health.Healthy);
    }

    [Fact]
    public async Task Rollback_AfterAnUnreadableStart_IsStoredOnceTheStoreIsBack()
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        bed.Store.Fault = "file is not a database";
        await bed.Controller.StartAsync(default);

        var result = await bed.AdvanceUntilDoneAsync(bed.RollbackAsync());
        Assert.False(result.Snapshot.Durable);
        bed.Store.Fault = null;
        await bed.AdvanceUntilAsync(() => bed.Current.Durable);

        Assert.Equal((true, 0.0), (bed.Store.Settings!.KillSwitch, bed.Store.Settings.CanaryPct));
        Assert.True(bed.Store.Settings.Version > 5);
        Assert.Equal(50, bed.Store.History[^1].Before!.CanaryPct);
        Assert.True(bed.Health.Healthy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_AfterSettingsWereReadByAChangeThatWasNotStored_IsStored(bool rollback)
    {
        using var bed = await ReadButNotStoredAsync();

        var kill = rollback ? bed.RollbackAsync() : bed.ChangeAsync(kill: true);
        var result = await bed.AdvanceUntilDoneAsync(kill);

        Assert.True(result.Snapshot.Durable);
        Assert.Equal((true, 0.0), (bed.Store.Settings!.KillSwitch, bed.Store.Settings.CanaryPct));
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.True(bed.Health.Healthy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_LostAfterAnUnreadableStart_LeavesWhatWasStored(bool takenBackLater)
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        var stored = bed.Store.Settings;
        bed.Store.Fault = "file is not a database";
        await bed.Controller.StartAsync(default);
        bed.Store.Fault = null;
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(10, false);
        await gate.Reached;

        Assert.Equal(ChangeOutcome.StoreUnavailable, (await bed.AdvanceUntilDoneAsync(raise)).Outcome);
        var calls = 0;
        bed.Store.Fails = () => ++calls == 2 && takenBackLater;
        gate.Open();
        var flush = bed.Controller.FlushAsync(default);
        await bed.AdvanceUntilAsync(() => flush.IsCompleted);

        Assert.Equal(stored, bed.Store.Settings);
        Assert.Equal(0, bed.Store.Unexplained);
        Assert.Equal(["settings_unreadable"], bed.Health.Causes.Keys);
        Assert.False(bed.Current.Durable);
    }

    [Fact]
    public async Task BeginEpoch_SettingsUnread_LeavesWhatIsStored()
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        var stored = bed.Store.Settings;
        bed.Store.Fault = "database is locked";
        await bed.Controller.StartAsync(default);
        bed.Store.Fault = null;

        bed.Controller.BeginEpoch("new build of v2: b", "{}", static _ => { });
        await bed.Controller.FlushAsync(default);

        Assert.Equal(2, bed.Current.Epoch);
        Assert.Equal(stored, bed.Store.Settings);
        Assert.Contains("settings_unreadable", bed.Health.Causes.Keys);
    }

    [Fact]
    public async Task SetKillFile_SettingsUnread_ClosesV2AndLeavesWhatIsStored()
    {
        using var bed = new GuardBed();
        bed.Stored(50, false);
        var stored = bed.Store.Settings;
        bed.Store.Fault = "database is locked";
        await bed.Controller.StartAsync(default);
        bed.Store.Fault = null;

        Assert.True(await bed.Controller.SetKillFileAsync(true));
        Assert.True(bed.Current.KillFile);
        Assert.True(await bed.Controller.SetKillFileAsync(false));
        await bed.Controller.FlushAsync(default);

        Assert.True(bed.Current is { KillFile: false, KillSwitch: true });
        Assert.Equal(stored, bed.Store.Settings);
        Assert.Contains("settings_unreadable", bed.Health.Causes.Keys);
    }

    [Fact]
    public async Task Start_UnreadableWithTheKillSwitchOfTheEnvironment_StoresItOnceTheStoreIsBack()
    {
        using var bed = new GuardBed(new SidecarOptions { Start = new StartSettings(null, true) });
        bed.Stored(50, false);
        bed.Store.Fault = "database is locked";
        await bed.Controller.StartAsync(default);
        bed.Store.Fault = null;

        await bed.AdvanceUntilAsync(() => bed.Current.Durable);

        Assert.True(bed.Store.Settings!.KillSwitch);
        Assert.Equal("environment", bed.Store.History[^1].UpdatedBy);
        Assert.True(bed.Health.Healthy);
    }

    [Fact]
    public async Task Start_LastRollback_IsReadBack()
    {
        using var first = await GuardBed.StartedAsync(20);
        await first.RollbackAsync();
        using var second = new GuardBed(store: first.Store);

        await second.Controller.StartAsync(default);

        Assert.Equal("bad", second.Controller.LastRollback!.Reason);
    }

    /// <summary>Settings that could not be read at the start, and then by a change towards v2 that was not stored.</summary>
    private static async Task<GuardBed> ReadButNotStoredAsync()
    {
        var bed = new GuardBed();
        bed.Stored(50, false);
        bed.Store.Fault = "database is locked";
        await bed.Controller.StartAsync(default);
        (bed.Store.Fault, bed.Store.Fails) = (null, static () => true);
        Assert.Equal(ChangeOutcome.StoreUnavailable, (await bed.ChangeAsync(10, false)).Outcome);
        bed.Store.Fails = static () => false;
        return bed;
    }
}
