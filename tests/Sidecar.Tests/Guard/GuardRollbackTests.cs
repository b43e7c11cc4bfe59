using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class GuardRollbackTests
{
    [Fact]
    public async Task Rollback_Manual_ClosesV2AndKeepsTheEvidence()
    {
        using var bed = await GuardBed.StartedAsync(40);

        var result = await bed.RollbackAsync();

        Assert.Equal((true, 0.0, 6L), (bed.Current.KillSwitch, bed.Current.CanaryPct, result.Snapshot.Version));
        var entry = bed.Store.History[^1];
        Assert.Equal(("rollback", "manual", "bad", "ben"), (entry.Kind, entry.Trigger, entry.Reason, entry.UpdatedBy));
        Assert.Equal("""{"a":1}""", entry.EvidenceJson);
        Assert.Equal(1, bed.Metrics.RollbackManual.Value);
        Assert.Equal("bad", bed.Controller.LastRollback!.Reason);
    }

    [Fact]
    public async Task Rollback_Again_ChangesNothing()
    {
        using var bed = await GuardBed.StartedAsync(40);
        await bed.RollbackAsync();

        var result = await bed.RollbackAsync();

        Assert.Equal((ChangeOutcome.Applied, 6L), (result.Outcome, result.Snapshot.Version));
        Assert.Equal(1, bed.Metrics.RollbackManual.Value);
        Assert.Single(bed.Store.History, entry => entry.Kind == "rollback");
    }

    [Fact]
    public async Task Rollback_Auto_ActsWhileTheStoreHangs()
    {
        using var bed = await GuardBed.StartedAsync(40);
        var gate = bed.Store.Hold();

        var rollback = bed.Controller.RollbackAsync(null, "guard", RollbackTrigger.Auto, ["cost (V2: 4.0¢ > 3.0¢)"], null);
        Assert.Equal(0, bed.Current.EffectivePct);
        gate.Open();
        await rollback;

        Assert.Equal(1, bed.Metrics.RollbackAuto.Value);
        Assert.Equal(["cost (V2: 4.0¢ > 3.0¢)"], bed.Store.History[^1].Breaches);
        Assert.Equal("auto", bed.Store.History[^1].Trigger);
    }

    [Fact]
    public async Task Flush_AtTheEnd_WaitsForWhatIsNotWritten()
    {
        using var bed = await GuardBed.StartedAsync(40);
        bed.Store.Fault = "disk full";
        await bed.AdvanceUntilDoneAsync(bed.RollbackAsync());

        var flush = bed.Controller.FlushAsync(default);
        Assert.False(flush.IsCompleted);
        bed.Store.Fault = null;
        await bed.AdvanceUntilAsync(() => flush.IsCompleted);

        Assert.True(bed.Store.Settings!.KillSwitch);
    }
}
