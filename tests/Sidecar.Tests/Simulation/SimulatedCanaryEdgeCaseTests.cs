using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Metrics;
using Sidecar.Tests.Guard;

namespace Sidecar.Tests.Simulation;

/// <summary>The original's edge cases.</summary>
public sealed class SimulatedCanaryEdgeCaseTests
{
    [Fact]
    public async Task ZeroSamples_OfBothVersions_NothingIsJudged()
    {
        var result = await Canary.RunAsync("runs=0", "steps[0].canary_pct=50");

        Canary.NotRolledBack(result, canaryPct: 50, "insufficient_data");
        Assert.Equal((0, 0, 0), (result.Runs, result.Statistics.V1.Samples, result.Statistics.V2.Samples));
        Assert.Null(result.Statistics.V2.QualityMean);
    }

    [Theory]
    [InlineData("v2.quality.mean=90", "v2.quality.mean=89.999999", "quality (V1: 95.0, V2: 90.0, drop: 5.0)")]
    [InlineData("v2.latency.mean_ms=1600", "v2.latency.mean_ms=1600.001", "latency (V2 p95: 1600.001ms > 1600ms)")]
    [InlineData("v2.cost.mean_cents=3", "v2.cost.mean_cents=3.000001", "cost (V2: 3.000001¢ > 3.0¢)")]
    public async Task ThresholdBoundaries_ExactlyAtAndOneStepAbove_OnlyTheLatterIsABreach(string at, string above, string text)
    {
        Canary.NotRolledBack(await Canary.RunAsync([.. Canary.Exact, at]), canaryPct: 20, "healthy");

        Canary.RolledBack(await Canary.RunAsync([.. Canary.Exact, above]), text);
    }

    [Fact]
    public async Task SingleBreachAndMultipleBreaches_AreNamedAsTheyAre()
    {
        var single = await Canary.RunAsync([.. Canary.Exact, "v2.quality.mean=90.1", "v2.cost.mean_cents=3.5"]);
        var multiple = await Canary.RunAsync([.. Canary.Exact, "v2.quality.mean=89.9", "v2.cost.mean_cents=3.5"]);

        Assert.Equal(["cost"], Canary.Metrics(single));
        Canary.RolledBack(single, "cost (V2: 3.5¢ > 3.0¢)");
        Assert.Equal(["quality", "cost"], Canary.Metrics(multiple));
        Canary.RolledBack(multiple, "quality (V1: 95.0, V2: 89.9, drop: 5.1)", "cost (V2: 3.5¢ > 3.0¢)");
    }

    [Theory]
    [InlineData("v2.quality.mean=82", "quality (V1: 95.0, V2: 82.0, drop: 13.0)")]
    [InlineData("v2.latency.mean_ms=1850", "latency (V2 p95: 1850ms > 1600ms)")]
    [InlineData("v2.cost.mean_cents=4", "cost (V2: 4.0¢ > 3.0¢)")]
    [InlineData("v2.errors.pct=100", "errors (V2: 10 consecutive failures)")]
    public async Task RollbackReason_Formatting_IsThatOfTheContract(string worse, string text)
    {
        var result = await Canary.RunAsync([.. Canary.Exact, worse, "rate_per_second=2"]);

        Assert.Equal(text, result.History[^1].Reason);
        Assert.Equal([text], result.Evaluation.Breaches);
    }

    [Fact]
    public async Task RollbackReason_ErrorRates_AreInPercentOfBothSides()
    {
        // Without failures in a row the rates are judged from the thirtieth run on.
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.errors.pct=100", "thresholds.max_consecutive_errors=0"]);

        Assert.Equal("errors (V1: 0.0%, V2: 100.0%)", result.History[^1].Reason);
    }

    [Fact]
    public async Task UpdateHistory_EveryChange_IsTracked()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "runs=2000",
            "steps[0].canary_pct=5",
            "steps[0].updated_by=anna",
            "steps[0].reason=week 2",
            "steps[1].at_run=501",
            "steps[1].canary_pct=20",
            "steps[1].updated_by=ben",
            "steps[2].at_seconds=100",
            "steps[2].canary_pct=50",
            "v2.changes[0].from_run=1501",
            "v2.changes[0].to.cost.mean_cents=4",
        ]);

        Assert.Equal(
            ["start start 0", "config anna 5", "config ben 20", "config operator 50", "rollback guard 0"],
            result.History.Select(static entry => $"{entry.Kind} {entry.UpdatedBy} {entry.After.CanaryPct}")
        );
        Assert.Equal([1, 2, 3, 4, 5], result.History.Select(static entry => entry.After.Version));
        Assert.Equal([1, 2, 3, 4, 5], result.History.Select(static entry => entry.Id));
        Assert.Equal("week 2", result.History[1].Reason);
        Assert.Equal(TimeSpan.FromSeconds(50), result.History[2].At - result.History[1].At);
        Assert.Equal(
            result.History.SkipLast(1).Select(static entry => entry.After),
            result.History.Skip(1).Select(static entry => entry.Before)
        );
    }

    [Fact]
    public async Task Settings_AfterARollback_PersistOverARestart()
    {
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.cost.mean_cents=4"]);
        Canary.RolledBack(result, "cost (V2: 4.0¢ > 3.0¢)");

        // Another sidecar over what was stored.
        var store = new FaultingSettingsStore { Settings = result.Stored };
        foreach (var entry in result.History)
            store.Add(entry);
        using var restarted = new GuardController(
            store,
            new LiveOptions(new SidecarOptions()),
            new SidecarMetrics(),
            new HealthState(),
            new FakeTimeProvider(),
            NullLogger<GuardController>.Instance
        );
        await restarted.StartAsync(default);

        Assert.Equal((0.0, true, 1), (restarted.Current.CanaryPct, restarted.Current.KillSwitch, restarted.Current.Epoch));
        Assert.Equal(("guard", "cost (V2: 4.0¢ > 3.0¢)"), (restarted.Current.UpdatedBy, restarted.Current.Reason));
        Assert.Equal(["cost (V2: 4.0¢ > 3.0¢)"], restarted.LastRollback!.Breaches);
    }

    [Theory]
    [InlineData("v2.quality.mean=92", "max_quality_drop", 3.0, 2.9, JudgedMetrics.Quality)]
    [InlineData("v2.latency.mean_ms=900", "max_latency_p95_ms", 900.0, 899.0, JudgedMetrics.Latency)]
    [InlineData("v2.cost.mean_cents=2", "max_cost_cents", 2.0, 1.9, JudgedMetrics.Cost)]
    [InlineData("v2.errors.pct=100", "max_error_rate", 100.0, 99.9, JudgedMetrics.Errors)]
    public async Task Thresholds_OfOnesOwn_AreEnforced(string v2, string threshold, double allows, double refuses, JudgedMetrics metric)
    {
        string[] keys = [.. Canary.Exact, "thresholds.max_consecutive_errors=0", "rate_per_second=2", v2];

        var allowed = await Canary.RunAsync([.. keys, $"thresholds.{threshold}={allows}"]);
        var refused = await Canary.RunAsync([.. keys, $"thresholds.{threshold}={refuses}"]);

        Canary.NotRolledBack(allowed, canaryPct: 20, "healthy");
        Assert.Equal(metric, Assert.Single(refused.Rollbacks).Breached);
    }

    [Theory]
    [InlineData(29, 30, "none")]
    [InlineData(30, 30, "rollback")]
    [InlineData(49, 50, "none")]
    [InlineData(50, 50, "rollback")]
    public async Task SampleSize_OneBelowTheMinimum_IsNotJudged(int runs, int minimum, string action)
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            $"runs={runs}",
            "steps[0].canary_pct=100",
            $"thresholds.min_sample={minimum}",
            "v2.cost.mean_cents=4",
        ]);

        Assert.Equal(action, result.Action);
        Assert.Equal(action == "none" ? "insufficient_data" : "regression", result.Evaluation.Verdict);
        Assert.All(result.Rollbacks, rollback => Assert.Equal(minimum, rollback.V2Runs));
    }
}
