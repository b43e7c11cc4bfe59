using Shadow.Detection;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;
using Sidecar.Tests.Configuration;

namespace Sidecar.Tests.Simulation;

/// <summary>Canaries as a test needs them: scenarios of a few keys, run through the real window, judge and guard state.</summary>
internal static class Canary
{
    /// <summary>Figures without any spread, so that what is breached is breached from the first judgement on.</summary>
    public static readonly string[] Exact =
    [
        "steps[0].canary_pct=20",
        "v1.quality.mean=95",
        "v1.quality.spread=0",
        "v1.latency.mean_ms=400",
        "v1.cost.mean_cents=1.5",
        "v1.cost.spread=0",
    ];

    /// <summary>The folder of the shipped scenarios.</summary>
    public static string Folder => Path.Combine(Path.GetDirectoryName(SampleFile.Shipped())!, "docs", "scenarios");

    /// <summary>A scenario of keys, as in <c>v2.quality.mean=85</c>.</summary>
    public static Scenario Of(params IEnumerable<string> keys) =>
        ScenarioFile.Load(null, [.. keys.Select(key => key.Split('=', 2)).Select(pair => new ScenarioOverride("--set", pair[0], pair[1]))]);

    /// <summary>A scenario of docs/scenarios.</summary>
    public static Scenario Shipped(string name) => ScenarioFile.Load(Path.Combine(Folder, name + ".json"), []);

    /// <summary>Runs a scenario of keys.</summary>
    public static Task<PassResult> RunAsync(params IEnumerable<string> keys) => RunAsync(Of(keys));

    public static Task<PassResult> RunAsync(Scenario scenario, TimelineDetail detail = TimelineDetail.Changes) =>
        SimulatedPass.RunAsync(scenario, detail, default);

    /// <summary>v2 was rolled back once, by the guard, with these texts, and everything says so.</summary>
    public static void RolledBack(PassResult result, params string[] texts)
    {
        Assert.Equal("rollback", result.Action);
        var rollback = Assert.Single(result.Rollbacks);
        Assert.Equal(texts, rollback.Entry.Breaches);
        Assert.Equal(1, rollback.Epoch);
        Assert.Equal((0.0, true, 1), (result.State.CanaryPct, result.State.KillSwitch, result.State.Epoch));
        Assert.Equal((0.0, true, 1), (result.Stored.CanaryPct, result.Stored.KillSwitch, result.Stored.Epoch));
        Assert.Equal(("rollback", "regression"), (result.Evaluation.Action, result.Evaluation.Verdict));
        Assert.Equal(texts, result.Evaluation.Breaches);
        var entry = result.History[^1];
        Assert.Equal(("rollback", "auto", "guard"), (entry.Kind, entry.Trigger, entry.UpdatedBy));
        Assert.Equal(string.Join("; ", texts), entry.Reason);
        Assert.Equal(texts, entry.Breaches);
        // After it v2 got nothing: every run that was assigned to it is evidence, or was under way.
        Assert.InRange(result.V2Runs - rollback.V2Runs, 0, 40);
    }

    /// <summary>Nothing was rolled back, and v2 still has its share.</summary>
    public static void NotRolledBack(PassResult result, double canaryPct, string verdict)
    {
        Assert.Equal("none", result.Action);
        Assert.Empty(result.Rollbacks);
        Assert.Equal((canaryPct, false, 1), (result.State.CanaryPct, result.State.KillSwitch, result.State.Epoch));
        Assert.Equal((canaryPct, false), (result.Stored.CanaryPct, result.Stored.KillSwitch));
        Assert.Equal(("none", verdict), (result.Evaluation.Action, result.Evaluation.Verdict));
        Assert.Empty(result.Evaluation.Breaches);
        Assert.DoesNotContain(result.History, static entry => entry.Kind == "rollback");
    }

    /// <summary>The metrics of a rollback.</summary>
    public static IReadOnlyList<string> Metrics(PassResult result) => BreachTexts.Names(Assert.Single(result.Rollbacks).Breached);
}
