using Shadow.Detection;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>What POST /guard/evaluate asks for.</summary>
public sealed class EvaluatorOnDemandTests
{
    private static readonly Thresholds Few = new() { MinSample = 3, WindowRuns = 10 };

    [Fact]
    public async Task EvaluateAsync_DryRun_SaysWhatItIsAndLeavesItAlone()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        bed.AddUnjudged(5, LegPlay.Dear);
        var before = bed.State;

        var answer = await bed.Evaluator.EvaluateAsync(dryRun: true);

        Assert.Equal(("none", "regression", "dry_run"), (answer.Action, answer.Verdict, answer.Cause));
        Assert.Equal(["cost (V2: 99.0¢ > 3.0¢)"], answer.Breaches);
        Assert.Equal(GuardBed.Start.UtcDateTime, answer.EvaluatedAt);
        Assert.Same(before, bed.State);
        Assert.Empty(bed.Settings.History);
    }

    [Fact]
    public async Task EvaluateAsync_Breach_RollsBackAndIsStored()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        bed.AddUnjudged(5, LegPlay.Dear);

        var answer = await bed.Evaluator.EvaluateAsync(dryRun: false);

        Assert.Equal(("rollback", "regression", null), (answer.Action, answer.Verdict, answer.Cause));
        Assert.Single(bed.Settings.History, static entry => entry.Kind == "rollback");
        Assert.True(bed.Settings.Settings!.KillSwitch);
        Assert.Equal("none", (await bed.Evaluator.EvaluateAsync(dryRun: false)).Action);
        Assert.Equal("no_traffic", (await bed.Evaluator.EvaluateAsync(dryRun: true)).Cause);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(50, true)]
    public async Task EvaluateAsync_V2GetsNoTraffic_SaysSo(double canaryPct, bool kill)
    {
        using var bed = await JudgingBed.StartedAsync(Few, canaryPct);
        if (kill)
            await bed.Controller.ChangeAsync(new(null, true, "ben", null), null);
        bed.AddUnjudged(5, LegPlay.Dear);
        var version = bed.State.Version;

        var answer = await bed.Evaluator.EvaluateAsync(dryRun: false);

        Assert.Equal(("none", "regression", "no_traffic"), (answer.Action, answer.Verdict, answer.Cause));
        Assert.Equal(version, bed.State.Version);
    }
}
