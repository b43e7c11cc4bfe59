namespace Sidecar.Tests.Simulation;

/// <summary>The original's healthy scenarios.</summary>
public sealed class SimulatedCanaryHealthyTests
{
    [Fact]
    public async Task HealthyCanary_NoRegression_IsNotRolledBack()
    {
        var result = await Canary.RunAsync(
            "steps[0].canary_pct=10",
            "v1.quality.mean=95",
            "v2.quality.mean=94.5",
            "v2.cost.mean_cents=1.6"
        );

        Canary.NotRolledBack(result, canaryPct: 10, "healthy");
        Assert.Equal(1_000, result.Runs);
        Assert.InRange(result.V2Runs, 60, 140);
        Assert.Equal(0, result.Statistics.V2.ErrorRatePct);
    }

    [Fact]
    public async Task V2OutperformsV1_BetterInQualityLatencyAndCost_IsNotRolledBack()
    {
        var result = await Canary.RunAsync(
            "steps[0].canary_pct=20",
            "v1.quality.mean=85",
            "v1.latency.median_ms=700",
            "v1.cost.mean_cents=2.8",
            "v2.quality.mean=95",
            "v2.latency.median_ms=400",
            "v2.cost.mean_cents=1.5"
        );

        Canary.NotRolledBack(result, canaryPct: 20, "healthy");
        var (v1, v2) = (result.Statistics.V1, result.Statistics.V2);
        Assert.True(v2.QualityMean > v1.QualityMean && v2.LatencyP95Ms < v1.LatencyP95Ms && v2.CostMeanCents < v1.CostMeanCents);
    }

    [Fact]
    public async Task ExactlyAtThreshold_QualityLatencyAndCost_IsNotRolledBack()
    {
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.quality.mean=90", "v2.latency.mean_ms=1600", "v2.cost.mean_cents=3"]);

        Canary.NotRolledBack(result, canaryPct: 20, "healthy");
        var (v1, v2) = (result.Statistics.V1, result.Statistics.V2);
        Assert.Equal((95.0, 90.0, 1600.0, 3.0), (v1.QualityMean, v2.QualityMean, v2.LatencyP95Ms, v2.CostMeanCents));
    }
}
