using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class GuardChangeTests
{
    [Fact]
    public async Task Change_TowardsV2_IsStoredBeforeItActs()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();

        var change = bed.ChangeAsync(30);
        await gate.Reached;
        Assert.Equal(10, bed.Current.EffectivePct);
        gate.Open();
        var result = await change;

        Assert.Equal(ChangeOutcome.Applied, result.Outcome);
        Assert.Equal((30.0, 6L, true), (bed.Current.EffectivePct, bed.Current.Version, bed.Current.Durable));
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.Equal(10, bed.Store.History[^1].Before!.CanaryPct);
        Assert.Equal(30, bed.Store.History[^1].After.CanaryPct);
    }

    [Fact]
    public async Task Change_TowardsV1_ActsBeforeItIsStored()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();

        var change = bed.ChangeAsync(kill: true);
        Assert.Equal(0, bed.Current.EffectivePct);
        Assert.False(bed.Current.Durable);
        gate.Open();
        var result = await change;

        Assert.True(result.Snapshot.Durable);
        Assert.True(bed.Current.Durable);
        Assert.True(bed.Store.Settings!.KillSwitch);
        Assert.Equal(1, bed.Metrics.KillSwitch.Value);
    }

    [Fact]
    public async Task Change_TowardsV1WhileTheStoreFails_IsWrittenLater()
    {
        using var bed = await GuardBed.StartedAsync(10);
        bed.Store.Fault = "disk full";

        var result = await bed.AdvanceUntilDoneAsync(bed.ChangeAsync(kill: true));

        Assert.Equal(ChangeOutcome.Applied, result.Outcome);
        Assert.False(result.Snapshot.Durable);
        await bed.AdvanceUntilAsync(() => bed.Health.Causes["settings_not_durable"].Contains("disk full", StringComparison.Ordinal));
        bed.Store.Fault = null;
        await bed.AdvanceUntilAsync(() => bed.Current.Durable);
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.True(bed.Health.Healthy);
        Assert.Equal(2, bed.Store.History.Count);
    }

    [Fact]
    public async Task Change_TowardsV1WhileTheStoreHangs_IsAnsweredAfterASecond()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();
        var change = bed.ChangeAsync(5);
        await gate.Reached;

        var result = await bed.AdvanceUntilDoneAsync(change);

        Assert.Equal((5.0, false), (result.Snapshot.CanaryPct, result.Snapshot.Durable));
        Assert.Contains("settings_not_durable", bed.Health.Causes.Keys);
        gate.Open();
        await bed.AdvanceUntilAsync(() => bed.Current.Durable);
        Assert.True(bed.Health.Healthy);
    }

    [Fact]
    public async Task Change_TowardsV2WhileTheStoreFails_IsRefused()
    {
        using var bed = await GuardBed.StartedAsync(10);
        bed.Store.Fault = "disk full";

        var result = await bed.ChangeAsync(30);

        Assert.Equal(ChangeOutcome.StoreUnavailable, result.Outcome);
        Assert.Contains("disk full", result.Text, StringComparison.Ordinal);
        Assert.Equal((10.0, 5L), (bed.Current.CanaryPct, bed.Current.Version));
    }

    [Fact]
    public async Task Change_KilledWhileAChangeTowardsV2IsBeingStored_StaysKilled()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(90);
        await gate.Reached;

        var kill = bed.ChangeAsync(kill: true);
        Assert.True(bed.Current.KillSwitch);
        gate.Open();

        Assert.Equal(ChangeOutcome.Conflict, (await raise).Outcome);
        Assert.True((await kill).Snapshot.Durable);
        Assert.Equal((true, 10.0), (bed.Current.KillSwitch, bed.Current.CanaryPct));
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.Equal(0, bed.Store.Unexplained);
        Assert.DoesNotContain(bed.Store.History, entry => entry.After.CanaryPct == 90);
    }

    [Fact]
    public async Task Change_KilledAgainWhileTheSwitchIsBeingTurnedOff_StaysKilled()
    {
        using var bed = await GuardBed.StartedAsync(10, kill: true);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(kill: false);
        await gate.Reached;

        var kill = bed.ChangeAsync(kill: true);
        gate.Open();

        Assert.Equal(ChangeOutcome.Conflict, (await raise).Outcome);
        Assert.True((await kill).Snapshot is { KillSwitch: true, Durable: true });
        Assert.True(bed.Current.KillSwitch);
        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.Equal(0, bed.Store.Unexplained);
    }

    [Fact]
    public async Task Change_LostButNotTakenBack_IsTakenBackLater()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(90);
        await gate.Reached;
        var failures = 0;
        // The first call is the raise itself; the second takes it back, and fails.
        bed.Store.Fails = () => ++failures == 2;
        var kill = bed.ChangeAsync(kill: true);
        gate.Open();

        await bed.AdvanceUntilDoneAsync(raise);
        await bed.AdvanceUntilDoneAsync(kill);
        await bed.AdvanceUntilAsync(() => bed.Health.Healthy && bed.Current.Durable);

        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.Equal(0, bed.Store.Unexplained);
        Assert.DoesNotContain(bed.Store.History, entry => entry.After.CanaryPct == 90);
    }

    [Fact]
    public async Task Change_KilledAgainWhileALostChangeIsNotTakenBack_IsNotDurableUntilItIs()
    {
        using var bed = await GuardBed.StartedAsync(10, kill: true);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(kill: false);
        await gate.Reached;
        var failures = 0;
        // The first call is the raise itself; those after it take it back, and fail.
        bed.Store.Fails = () => ++failures > 1;
        var kill = bed.ChangeAsync(kill: true);
        gate.Open();
        Assert.Equal(ChangeOutcome.Conflict, (await raise).Outcome);

        // The store has the switch off now: a sidecar that is killed here comes up with v2 on.
        Assert.False(bed.Store.Settings!.KillSwitch);
        Assert.False((await bed.AdvanceUntilDoneAsync(kill)).Snapshot.Durable);
        Assert.False(bed.Current.Durable);
        Assert.False((await bed.AdvanceUntilDoneAsync(bed.RollbackAsync())).Snapshot.Durable);
        bed.Store.Fails = static () => false;
        await bed.AdvanceUntilAsync(() => bed.Health.Healthy && bed.Current.Durable);

        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.True(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Change_KilledAgainWhileTheStoreHangsOverTurningItOff_IsNotDurable()
    {
        using var bed = await GuardBed.StartedAsync(10, kill: true);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(kill: false);
        await gate.Reached;

        var kill = await bed.AdvanceUntilDoneAsync(bed.ChangeAsync(kill: true));
        gate.Open();

        Assert.Equal((ChangeOutcome.Applied, false), (kill.Outcome, kill.Snapshot.Durable));
        Assert.NotEqual(ChangeOutcome.Applied, (await raise).Outcome);
        Assert.True(bed.Current is { Durable: true, KillSwitch: true });
    }

    [Fact]
    public async Task Change_TowardsV2GivenUp_IsTakenBackWhenItsWriteEnds()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var gate = bed.Store.Hold();
        var raise = bed.ChangeAsync(90);
        await gate.Reached;

        var result = await bed.AdvanceUntilDoneAsync(raise);
        Assert.Equal(ChangeOutcome.StoreUnavailable, result.Outcome);
        gate.Open();
        // The next change has its turn after the lost one was taken back.
        await bed.ChangeAsync(20);

        Assert.Equal(20, bed.Current.CanaryPct);
        Assert.DoesNotContain(bed.Store.History, entry => entry.After.CanaryPct == 90);
    }

    [Fact]
    public async Task Change_OfNothing_MakesNoVersion()
    {
        using var bed = await GuardBed.StartedAsync(10);

        Assert.Equal(5, (await bed.ChangeAsync(10, false)).Snapshot.Version);
        Assert.Equal(5, (await bed.ChangeAsync()).Snapshot.Version);
        Assert.Single(bed.Store.History);
    }

    [Theory]
    [InlineData(5L, nameof(ChangeOutcome.Applied))]
    [InlineData(4L, nameof(ChangeOutcome.Stale))]
    [InlineData(6L, nameof(ChangeOutcome.Stale))]
    public async Task Change_IfMatch_IsHeldAgainstTheVersionInForce(long version, string expected)
    {
        using var bed = await GuardBed.StartedAsync(10);

        Assert.Equal(expected, (await bed.ChangeAsync(5, ifMatch: version)).Outcome.ToString());
        Assert.Equal(expected == nameof(ChangeOutcome.Applied) ? 5 : 10, bed.Current.CanaryPct);
    }

    [Fact]
    public async Task Change_KillSwitchOff_BeginsAnEpoch()
    {
        using var bed = await GuardBed.StartedAsync(10, kill: true);

        await bed.ChangeAsync(20);
        Assert.Equal(2, bed.Current.Epoch);
        await bed.ChangeAsync(kill: false);

        Assert.Equal((3, 20.0), (bed.Current.Epoch, bed.Current.EffectivePct));
        Assert.Equal(3, bed.Store.Settings!.Epoch);
    }

    [Theory]
    [InlineData(true, 10.0, false, 10.0, true)]
    [InlineData(false, 10.0, false, 11.0, true)]
    [InlineData(true, 10.0, true, 11.0, true)]
    [InlineData(true, 0.0, false, 0.0, true)]
    [InlineData(false, 10.0, false, 9.0, false)]
    [InlineData(false, 10.0, true, 10.0, false)]
    [InlineData(false, 10.0, true, 20.0, false)]
    [InlineData(true, 10.0, true, 9.0, false)]
    public void TowardsV2_Table_Holds(bool killBefore, double pctBefore, bool killAfter, double pctAfter, bool expected)
    {
        var before = SettingsStart.Closed("", TimeProvider.System) with
        {
            CanaryPct = pctBefore,
            KillSwitchSet = killBefore,
            KillSwitch = killBefore,
        };
        var after = SnapshotRules.Next(before, before with { CanaryPct = pctAfter, KillSwitchSet = killAfter }, null);

        Assert.Equal(expected, SnapshotRules.TowardsV2(before, after));
    }
}
