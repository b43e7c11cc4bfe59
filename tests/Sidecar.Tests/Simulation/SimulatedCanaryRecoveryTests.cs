namespace Sidecar.Tests.Simulation;

/// <summary>The original's recovery scenarios.</summary>
public sealed class SimulatedCanaryRecoveryTests
{
    private static readonly string[] ReEnabled =
    [
        .. Canary.Exact,
        "runs=3000",
        "v2.quality.mean=85",
        "steps[1].at_run=1001",
        "steps[1].canary_pct=50",
        "steps[1].kill_switch=false",
        "steps[1].updated_by=anna",
        "steps[1].reason=fix_applied",
    ];

    [Fact]
    public async Task ManualReEnable_AfterARollback_GivesV2TrafficInANewEpoch()
    {
        // v2 is not mended: it is taken out a second time, by evidence of the new epoch alone.
        var result = await Canary.RunAsync(ReEnabled);

        Assert.Equal([1, 2], result.Rollbacks.Select(static rollback => rollback.Epoch));
        Assert.Equal([30, 30], result.Rollbacks.Select(static rollback => rollback.V2Runs));
        Assert.InRange(result.Rollbacks[1].Runs, 1040, 1110);
        var enabled = result.History.Single(static entry => entry.Reason == "fix_applied");
        Assert.Equal(("config", "anna", false, 50.0), (enabled.Kind, enabled.UpdatedBy, enabled.After.KillSwitch, enabled.After.CanaryPct));
        Assert.Equal((1, 2), (enabled.Before!.Epoch, enabled.After.Epoch));
        Assert.Equal((0.0, true, 2), (result.State.CanaryPct, result.State.KillSwitch, result.State.Epoch));
    }

    [Fact]
    public async Task HealthyMetrics_AfterReEnable_DoNotTriggerAgain()
    {
        var result = await Canary.RunAsync([.. ReEnabled, "v2.changes[0].from_run=901", "v2.changes[0].to.quality.mean=95"]);

        var rollback = Assert.Single(result.Rollbacks);
        Assert.Equal((1, "quality (V1: 95.0, V2: 85.0, drop: 10.0)"), (rollback.Epoch, rollback.Entry.Reason));
        Assert.Equal((50.0, false, 2), (result.State.CanaryPct, result.State.KillSwitch, result.State.Epoch));
        Assert.Equal(("none", "healthy"), (result.Evaluation.Action, result.Evaluation.Verdict));
        Assert.Equal(95, result.Statistics.V2.QualityMean);
        Assert.InRange(result.V2Runs, 900, 1_150);
    }
}
