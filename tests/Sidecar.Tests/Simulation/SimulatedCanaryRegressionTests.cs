using System.Text.Json;

namespace Sidecar.Tests.Simulation;

/// <summary>The original's regression scenarios.</summary>
public sealed class SimulatedCanaryRegressionTests
{
    [Fact]
    public async Task QualityRegression_DropOfMoreThan5Points_RollsBack()
    {
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.quality.mean=85"]);

        Canary.RolledBack(result, "quality (V1: 95.0, V2: 85.0, drop: 10.0)");
        Assert.Equal(30, result.Rollbacks[0].V2Runs);
    }

    [Fact]
    public async Task LatencyRegression_P95Above1600Ms_RollsBack()
    {
        // Two a second: no leg is open past the limit as a second ends, so it is the ended ones that are judged.
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.latency.mean_ms=1700", "rate_per_second=2"]);

        Canary.RolledBack(result, "latency (V2 p95: 1700ms > 1600ms)");
    }

    [Fact]
    public async Task CostRegression_MeanAbove3Cents_RollsBack()
    {
        var result = await Canary.RunAsync([.. Canary.Exact, "v2.cost.mean_cents=4"]);

        Canary.RolledBack(result, "cost (V2: 4.0¢ > 3.0¢)");
    }

    [Fact]
    public async Task MultipleRegressions_AtOnce_OneRollbackNamesAll()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "v2.quality.mean=82",
            "v2.latency.mean_ms=1850",
            "v2.cost.mean_cents=4",
            "rate_per_second=2",
        ]);

        Canary.RolledBack(
            result,
            "quality (V1: 95.0, V2: 82.0, drop: 13.0)",
            "latency (V2 p95: 1850ms > 1600ms)",
            "cost (V2: 4.0¢ > 3.0¢)"
        );
        Assert.Equal(["quality", "latency", "cost"], Canary.Metrics(result));
    }

    [Fact]
    public async Task GradualDegradation_OverTime_RollsBackOnTheWay()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "runs=4000",
            "v2.changes[0].from_run=1001",
            "v2.changes[0].to_run=3001",
            "v2.changes[0].to.quality.mean=75",
        ]);

        var rollback = Assert.Single(result.Rollbacks);
        // The drop of 5 points is reached with run 1,501, and the mean over the newest 100 of v2 follows it by about 250 runs.
        Assert.InRange(rollback.FirstBadRun!.Value, 1501, 1530);
        Assert.InRange(rollback.Runs, 1600, 2000);
        Assert.Equal(["quality"], Canary.Metrics(result));
        Assert.StartsWith("quality (V1: 95.0, V2: ", rollback.Entry.Reason, StringComparison.Ordinal);
        Assert.Equal((0.0, true), (result.State.CanaryPct, result.State.KillSwitch));
    }

    [Fact]
    public async Task InsufficientSamples_V2FarWorse_EvaluationIsSkipped()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "runs=29",
            "steps[0].canary_pct=100",
            "v2.quality.mean=20",
            "v2.cost.mean_cents=50",
        ]);

        Canary.NotRolledBack(result, canaryPct: 100, "insufficient_data");
        Assert.Equal(29, result.Statistics.V2.Samples);
        Assert.Equal(["quality", "latency", "cost", "errors"], result.Evaluation.NotJudged);
    }

    [Fact]
    public async Task RollbackAudit_Metadata_IsInTheHistory()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "steps[0].canary_pct=25",
            "steps[0].updated_by=anna",
            "steps[0].reason=second week",
            "v2.quality.mean=82",
        ]);

        Canary.RolledBack(result, "quality (V1: 95.0, V2: 82.0, drop: 13.0)");
        var (rollback, entry) = (result.Rollbacks[0], result.History[^1]);
        Assert.Equal((25.0, false, 1), (entry.Before!.CanaryPct, entry.Before.KillSwitch, entry.Before.Epoch));
        Assert.Equal((0.0, true, entry.Before.Version + 1), (entry.After.CanaryPct, entry.After.KillSwitch, entry.After.Version));
        Assert.Equal(Sidecar.Simulation.Passes.SimulatedPass.Start + rollback.At, entry.At);
        var evidence = JsonElement.Parse(entry.EvidenceJson!);
        Assert.Equal(95, evidence.GetProperty("v1").GetProperty("quality_mean").GetDouble());
        Assert.Equal(82, evidence.GetProperty("v2").GetProperty("quality_mean").GetDouble());
        Assert.Equal(30, evidence.GetProperty("v2").GetProperty("samples").GetInt32());
        Assert.EndsWith(
            $"{rollback.TippedBy:D4}",
            evidence.GetProperty("tipped_by").GetProperty("run_id").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("quality", evidence.GetProperty("runs")[0].GetProperty("metric").GetString());
    }
}
