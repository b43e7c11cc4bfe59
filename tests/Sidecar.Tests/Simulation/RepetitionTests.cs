using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Repeats;

namespace Sidecar.Tests.Simulation;

public sealed class RepetitionTests
{
    [Fact]
    public async Task RunAsync_ManyPasses_AreThoseOfTheSeeds()
    {
        var scenario = Canary.Of("steps[0].canary_pct=20", "seed=5", "v2.quality.mean=90.5");

        var repetition = await Repetition.RunAsync(scenario, 20, default);

        var alone = new List<PassOutcome>();
        for (var seed = 5; seed < 25; seed++)
            alone.Add(PassOutcome.Of(await SimulatedPass.RunAsync(scenario with { Seed = seed }, TimelineDetail.Changes, default)));
        Assert.Equal(alone, repetition.Passes);
        Assert.InRange(repetition.RolledBack, 1, 20);
        Assert.Equal(repetition.RolledBack, repetition.ByChance);
        Assert.Equal([new MetricCount("quality", repetition.RolledBack)], repetition.ByMetric);
    }

    [Fact]
    public async Task RunAsync_WorseV2_RollsBackInEveryPassAndNotByChance()
    {
        var scenario = Canary.Of([.. Canary.Exact, "v2.quality.mean=80", "v2.cost.mean_cents=4", "expect.action=rollback"]);

        var repetition = await Repetition.RunAsync(scenario, 10, default);

        Assert.Equal((10, 0, 10), (repetition.RolledBack, repetition.ByChance, repetition.Held));
        Assert.Equal([new MetricCount("quality", 10), new MetricCount("cost", 10)], repetition.ByMetric);
        Assert.Equal(new Distribution(30, 30, 30, 30), repetition.V2Runs);
    }

    [Fact]
    public async Task RunAsync_RecoveryExpected_IsRunToItsEnd()
    {
        var repetition = await Repetition.RunAsync(Canary.Shipped("re-enable-after-rollback"), 3, default);

        Assert.Equal(3, repetition.Held);
    }

    [Fact]
    public async Task RunAsync_EqualPlanners_RollBackNothingAndHaveNoDistribution()
    {
        var repetition = await Repetition.RunAsync(Canary.Of(), 5, default);

        Assert.Equal((0, null, null), (repetition.RolledBack, repetition.Runs, repetition.Held));
    }

    [Fact]
    public void Distribution_OfValues_IsByNearestRank() =>
        Assert.Equal(new Distribution(1, 10, 19, 20), Distribution.Of(Enumerable.Range(1, 20).Select(static value => (long)value)));
}
