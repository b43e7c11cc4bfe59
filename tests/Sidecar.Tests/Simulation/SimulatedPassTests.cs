using System.Text.Json;
using Shadow.Runs;
using Sidecar.Simulation.Output;
using Sidecar.Simulation.Passes;

namespace Sidecar.Tests.Simulation;

public sealed class SimulatedPassTests
{
    [Fact]
    public async Task RunAsync_SameSeed_PrintsTheSameBytes()
    {
        var (first, second, other) = (await PrintAsync("seed=7"), await PrintAsync("seed=7"), await PrintAsync("seed=8"));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task RunAsync_OtherThresholds_TheSameRunsDrawTheSame()
    {
        var strict = await Canary.RunAsync("v2.quality.mean=93", "thresholds.max_quality_drop=1");
        var loose = await Canary.RunAsync("v2.quality.mean=93");

        var (before, after) = (strict.Rollbacks[0].Runs, Canary.Of("v2.quality.mean=93"));
        Assert.Equal("none", loose.Action);
        Assert.Equal(
            Enumerable.Range(1, before).Select(run => new DrawnPlanner(Planner.V2, after, new Draws(1)).Leg(run)),
            Enumerable.Range(1, before).Select(run => new DrawnPlanner(Planner.V2, strict.Scenario, new Draws(1)).Leg(run))
        );
    }

    [Fact]
    public async Task RunAsync_HangingV2_IsJudgedByTheAgeOfItsOpenLegs()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "steps[0].canary_pct=100",
            "v2.changes[0].from_run=101",
            "v2.changes[0].to.latency.hang_pct=100",
        ]);

        // Run 101 arrives at 10.0 s. As 12.0 s are over, four legs are older than 1.6 s, not yet more than one in twenty of all; as 13.0 s
        // are over, fourteen, and of 114 latencies the 109th smallest is the age of the ninth of them.
        Canary.RolledBack(result, "latency (V2 p95: 2500ms > 1600ms)");
        Assert.Equal((TimeSpan.FromSeconds(13), null), (result.Rollbacks[0].At, result.Rollbacks[0].TippedBy));
        Assert.Equal(101, result.Rollbacks[0].FirstBadRun);
    }

    [Fact]
    public async Task RunAsync_KillSwitch_CutsOverWhatIsUnderWay()
    {
        // Nine runs on v2 are open as the operator acts; none of them is evidence, and none is judged by its age.
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "runs=50",
            "steps[0].canary_pct=100",
            "v1.latency.mean_ms=1000",
            "steps[1].at_run=40",
            "steps[1].kill_switch=true",
        ]);

        Assert.Equal(39, result.V2Runs);
        Assert.Equal(30, result.Statistics.V2.Samples);
        Assert.Equal("none", result.Action);
    }

    [Fact]
    public async Task RunAsync_LateQuality_IsJudgedOnceItCame()
    {
        string[] keys = [.. Canary.Exact, "steps[0].canary_pct=100", "v2.quality.mean=80"];

        var early = await Canary.RunAsync(keys);
        var late = await Canary.RunAsync([.. keys, "v1.quality.late_seconds=5"]);

        Assert.Equal(["quality"], Canary.Metrics(late));
        // By the next leg or the next second.
        Assert.InRange(late.Rollbacks[0].At - early.Rollbacks[0].At, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task RunAsync_NotMirrored_V1IsAskedOnlyWhereV2Fails()
    {
        var healthy = await Canary.RunAsync([.. Canary.Exact, "mirror=false"]);
        var failing = await Canary.RunAsync([.. Canary.Exact, "mirror=false", "steps[0].canary_pct=100", "v2.errors.pct=100"]);

        Assert.Equal(("served", 0), (healthy.Statistics.V1.Source, healthy.Statistics.V2Shadow.Samples));
        Canary.RolledBack(failing, "errors (V2: 10 consecutive failures)");
    }

    [Fact]
    public async Task RunAsync_SharedOutage_RollsNothingBack()
    {
        var result = await Canary.RunAsync("steps[0].canary_pct=50", "outages[0].from_run=200", "outages[0].to_run=600");

        Canary.NotRolledBack(result, canaryPct: 50, "healthy");
    }

    [Fact]
    public async Task RunAsync_OutageOfBothAtItsEnd_ShowsInBothRates()
    {
        var result = await Canary.RunAsync("steps[0].canary_pct=50", "outages[0].from_run=200");

        Assert.Equal((100.0, 100.0), (result.Statistics.V1.ErrorRatePct, result.Statistics.V2.ErrorRatePct));
        Assert.Equal("none", result.Action);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void Leg_ErrorsInBursts_KeepTheirShare(int burst)
    {
        var scenario = Canary.Of("runs=40000", "v1.errors.pct=10", $"v1.errors.burst={burst}");
        var planner = new DrawnPlanner(Planner.V1, scenario, new Draws(1));

        bool[] failed = [.. Enumerable.Range(1, 40_000).Select(run => planner.Leg(run).Facts.Failure == LegFailure.Status5xx)];

        Assert.InRange(failed.Count(static leg => leg), 3_400, 4_600);
        var first = Array.IndexOf(failed, true);
        Assert.True(burst == 1 || failed.AsSpan(first, burst).IndexOf(false) < 0);
    }

    [Fact]
    public void Leg_Latency_HasTheMedianAndThePercentileAskedFor()
    {
        var planner = new DrawnPlanner(Planner.V2, Canary.Of("v2.latency.median_ms=500", "v2.latency.p95_ms=2000"), new Draws(1));

        double[] latencies = [.. Enumerable.Range(1, 20_000).Select(run => planner.Leg(run).Facts.LatencyMs).Order()];

        Assert.InRange(latencies[10_000], 480, 520);
        Assert.InRange(latencies[19_000], 1_900, 2_100);
    }

    [Fact]
    public void Leg_LatencyByMedianAndMean_HasThatMean()
    {
        var planner = new DrawnPlanner(Planner.V2, Canary.Of("v2.latency.median_ms=500", "v2.latency.mean_ms=700"), new Draws(1));

        Assert.InRange(Enumerable.Range(1, 20_000).Average(run => planner.Leg(run).Facts.LatencyMs), 680, 720);
    }

    [Fact]
    public void Leg_LongerThanTheDeadline_IsATimeoutAtIt()
    {
        var leg = new DrawnPlanner(Planner.V2, Canary.Of("timeout_seconds=2", "v2.latency.mean_ms=2500"), new Draws(1)).Leg(1);

        Assert.Equal((LegFailure.Timeout, 2000.0, null), (leg.Facts.Failure, leg.Facts.LatencyMs, leg.Facts.Quality));
    }

    [Fact]
    public void At_ChangesOfAPlanner_GoInAStraightLine()
    {
        var v2 = Canary
            .Of(
                "v2.quality.mean=90",
                "v2.changes[0].from_run=100",
                "v2.changes[0].to_run=200",
                "v2.changes[0].to.quality.mean=80",
                "v2.changes[1].from_run=300",
                "v2.changes[1].to.cost.mean_cents=9"
            )
            .V2;

        Assert.Equal([90, 90, 85, 80, 80], new[] { 99, 100, 150, 200, 301 }.Select(run => v2.At(run).Quality.Mean));
        Assert.Equal([1.5, 9], new[] { 299, 300 }.Select(run => v2.At(run).Cost.MeanCents));
    }

    [Fact]
    public async Task RunAsync_Timeline_HasStepsAndChangesOfTheVerdictAlone()
    {
        var changes = await Canary.RunAsync([.. Canary.Exact, "v2.cost.mean_cents=4"]);
        var every = await Canary.RunAsync(Canary.Of([.. Canary.Exact, "v2.cost.mean_cents=4"]), TimelineDetail.Every);
        var none = await Canary.RunAsync(Canary.Of([.. Canary.Exact, "v2.cost.mean_cents=4"]), TimelineDetail.None);

        Assert.Equal(["step", "judgement", "would_breach", "rollback"], changes.Timeline.Select(static entry => entry.Kind));
        Assert.Equal("insufficient_data", changes.Timeline[1].Verdict);
        Assert.True(every.Timeline.Count > 1_000);
        Assert.Empty(none.Timeline);
        Assert.Equal(changes.Rollbacks[0].TippedBy, none.Rollbacks[0].TippedBy);
    }

    [Fact]
    public async Task RunAsync_V1NoBetter_SaysThatNothingWasDone()
    {
        var result = await Canary.RunAsync(Canary.Shipped("v1-unfit"));

        Assert.Contains(result.Timeline, static entry => entry is { Verdict: "regression", Cause: "v1_unfit" });
        Assert.Equal("none", result.Action);
    }

    [Theory]
    [InlineData(1, "00000000")]
    [InlineData(1234567, "01234567")]
    public void RunIds_OfANumber_EndWithIt(int number, string end)
    {
        var id = RunIds.Of(SimulatedPass.Start.AddMilliseconds(1), number);

        Assert.EndsWith(number == 1 ? "000000000001" : end, id.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, id.Version);
        Assert.True(id.CompareTo(RunIds.Of(SimulatedPass.Start, 9_999_999)) > 0);
    }

    private static async Task<string> PrintAsync(string seed)
    {
        var result = await Canary.RunAsync(seed, "v2.quality.mean=89", "v2.errors.pct=2", "v1.errors.pct=2");
        using var text = new StringWriter();
        PassText.Write(text, result);
        return text + JsonSerializer.Serialize(PassAnswer.From(result), SimulationJson.Readable.PassAnswer);
    }
}
