namespace Sidecar.Tests.Simulation;

/// <summary>The original's traffic split scenarios: a v2 that is as good keeps its share, one that is worse loses it.</summary>
public sealed class SimulatedCanaryTrafficSplitTests
{
    [Fact]
    public Task Canary5Percent_EarlyRollout_IsJudgedByItsFewRuns() => Judged(5, runs: 3_000, soonest: 300, latest: 1_500);

    [Fact]
    public Task Canary50Percent_MidRollout_IsJudgedAfterSixtyRuns() => Judged(50, runs: 1_000, soonest: 40, latest: 110);

    [Fact]
    public Task Canary95Percent_NearCompletion_IsStillJudgedAgainstV1() => Judged(95, runs: 1_000, soonest: 30, latest: 50);

    private static async Task Judged(double pct, int runs, int soonest, int latest)
    {
        string[] keys = [.. Canary.Exact, $"runs={runs}", $"steps[0].canary_pct={pct}"];

        var good = await Canary.RunAsync(keys);

        Canary.NotRolledBack(good, pct, "healthy");
        var deviation = Math.Sqrt(runs * pct / 100 * (1 - pct / 100));
        Assert.InRange(good.V2Runs, runs * pct / 100 - 5 * deviation, runs * pct / 100 + 5 * deviation);
        Assert.Equal("paired", good.Statistics.V1.Source);

        var bad = await Canary.RunAsync([.. keys, "v2.quality.mean=85"]);

        Canary.RolledBack(bad, "quality (V1: 95.0, V2: 85.0, drop: 10.0)");
        Assert.Equal(30, bad.Rollbacks[0].V2Runs);
        Assert.InRange(bad.Rollbacks[0].Runs, soonest, latest);
    }
}
