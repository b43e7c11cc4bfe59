using Shadow.Runs;
using Sidecar.Simulation.Scenarios;
using Testing;

namespace Sidecar.Tests.Simulation;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NothingSaid_HasTheDocumentedDefaults()
    {
        var scenario = ScenarioFile.Load(null, []);

        Assert.Equal(
            (1, 1_000, 10.0, true, 30.0),
            (scenario.Seed, scenario.Runs, scenario.RatePerSecond, scenario.Mirror, scenario.TimeoutSeconds)
        );
        Assert.Equal(new Shadow.Detection.Thresholds(), scenario.Thresholds);
        Assert.Equal(new PlannerTraits(), scenario.V1.First);
        Assert.Equal(scenario.V1.First, scenario.V2.First);
        var step = Assert.Single(scenario.Steps);
        Assert.Equal((1, 10.0, null), (step.AtRun, step.Change.CanaryPct, step.Change.KillSwitch));
        Assert.Null(scenario.Expect);
    }

    [Fact]
    public void Load_WhatIsNotSaidOfV2_IsAsV1s()
    {
        var scenario = Canary.Of("v1.quality.mean=70", "v1.errors.kind=reset", "v1.cost.missing_pct=5", "v2.quality.spread=1");

        Assert.Equal((70.0, 1.0), (scenario.V2.First.Quality.Mean, scenario.V2.First.Quality.Spread));
        Assert.Equal((LegFailure.Reset, 5.0), (scenario.V2.First.Errors.Kind, scenario.V2.First.Cost.MissingPct));
    }

    [Fact]
    public void Load_FileAndOptions_TheOptionsWin()
    {
        var path = _folder.Write("mine.json", """{ "runs": 5, "v2": { "quality": { "mean": 80 } }, /* a note */ }""");

        var scenario = ScenarioFile.Load(path, [new ScenarioOverride("--runs", "runs", "7")]);

        Assert.Equal(("mine", 7, 80.0), (scenario.Name, scenario.Runs, scenario.V2.First.Quality.Mean));
    }

    [Fact]
    public void Load_ManyFaults_NamesThemAllWithTheirPlaceAndWhatIsAllowed()
    {
        var path = _folder.Write(
            "bad.json",
            """
            {
              "runs": "many",
              "steps": [{ "canary_pct": 120 }, { "canary_pct": 5 }, { "at_run": 9 }],
              "v2": {
                "quality": { "maen": 85 },
                "errors": { "kind": "http_4xx" },
                "changes": [{ "from_run": 5, "to_run": 2, "to": { "cost": 5 } }]
              },
              "outages": { "from_run": 3 },
              "expect": { "breaches": ["quallity"] },
              "tresholds": {}
            }
            """
        );

        var fault = Assert.Throws<ScenarioFaultsException>(() =>
            ScenarioFile.Load(path, [new ScenarioOverride("--v2-cost", "v2.cost.mean_cents", "abc")])
        );

        Assert.StartsWith($"The scenario of {path} cannot be used, 12 faults:", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "expect.breaches[0]",
                "outages",
                "runs",
                "steps[0].canary_pct",
                "steps[1].at_run",
                "steps[2].canary_pct",
                "tresholds",
                "v2.changes[0].to.cost",
                "v2.changes[0].to_run",
                "v2.cost.mean_cents (option --v2-cost)",
                "v2.errors.kind",
                "v2.quality.maen",
            ],
            fault.Faults.Select(static one => one.Key).Order(StringComparer.Ordinal)
        );
        Assert.Contains("v2.quality.maen: unknown key, did you mean mean?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("tresholds: unknown key, did you mean thresholds?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("allowed is connect or timeout or reset", fault.Message, StringComparison.Ordinal);
        Assert.All(
            fault.Faults.Where(static one => !one.Problem.StartsWith("unknown key", StringComparison.Ordinal)),
            static one => Assert.Contains("allowed is", one.Problem, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("v1.quality.right_pct", "v1.quality.mean=95", "v1.quality.right_pct=90")]
    [InlineData("v1.latency.p95_ms", "v1.latency.median_ms=500", "v1.latency.p95_ms=100")]
    [InlineData("v1.latency.mean_ms", "v1.latency.mean_ms=500", "v1.latency.p95_ms=900")]
    [InlineData("v2.changes[0].to.quality.right_pct", "v2.changes[0].from_run=5", "v2.changes[0].to.quality.right_pct=5")]
    [InlineData("v2.changes[0].from_run", "v2.changes[0].to.cost.mean_cents=5")]
    [InlineData("v2.changes[1].from_run", "v2.changes[0].from_run=5", "v2.changes[0].to_run=20", "v2.changes[1].from_run=10")]
    [InlineData("steps[0].at_run", "steps[0].at_run=5", "steps[0].at_seconds=1", "steps[0].canary_pct=5")]
    [InlineData("steps[0].at_run", "runs=10", "steps[0].at_run=11", "steps[0].canary_pct=5")]
    [InlineData("runs", "runs=1000000", "rate_per_second=0.1")]
    [InlineData("v2", "v2=5")]
    [InlineData("thresholds.min_sample", "thresholds.min_sample=0")]
    public void Load_Contradiction_IsNamedByItsKey(string key, params string[] keys)
    {
        var fault = Assert.Throws<ScenarioFaultsException>(() => Canary.Of(keys));

        Assert.Equal($"{key} (option --set)", $"{Assert.Single(fault.Faults).Key.Replace(" (option --set)", "")} (option --set)");
    }

    [Fact]
    public void Load_KeyTwice_IsAFaultBesideTheOthers()
    {
        var path = _folder.Write("twice.json", """{ "v2": { "cost": {}, "cost": {} }, "runs": -1 }""");

        var fault = Assert.Throws<ScenarioFaultsException>(() => ScenarioFile.Load(path, []));

        Assert.Equal(["v2.cost", "runs"], fault.Faults.Select(static one => one.Key));
    }

    [Fact]
    public void Load_FileThatEndsInTheMiddle_IsOneFault()
    {
        var path = _folder.Write("half.json", """{ "runs": 5,""");

        var fault = Assert.Throws<ScenarioFaultsException>(() => ScenarioFile.Load(path, []));

        Assert.StartsWith("not JSON at line 1", Assert.Single(fault.Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoSuchFile_SaysWhereSomeAre()
    {
        var fault = Assert.Throws<ScenarioFaultsException>(() => ScenarioFile.Load(_folder.File("none.json"), []));

        Assert.Contains("docs/scenarios", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unmet_OtherThanExpected_IsNamedOneByOne()
    {
        var result = await Canary.RunAsync([
            .. Canary.Exact,
            "v2.cost.mean_cents=4",
            "expect.action=none",
            "expect.breaches[0]=quality",
            "expect.at_most_v2_runs=29",
            "expect.epoch=2",
            "expect.kill_switch=true",
        ]);

        Assert.Equal(
            [
                "action: expected none, was rollback",
                "breaches: expected quality, was cost",
                "at_most_v2_runs: expected 29, was 30",
                "epoch: expected 2, was 1",
            ],
            ExpectationCheck.Unmet(result)
        );
    }
}
