using Sidecar.Simulation.Scenarios;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>What is simulated, for a person.</summary>
internal static class ScenarioHeader
{
    public static void Write(Page page, Scenario scenario, string seeds)
    {
        page.Line(scenario.Name);
        if (scenario.Description is { } description)
            page.Text(description);
        page.Line();
        var mirror = scenario.Mirror ? "mirrored" : "not mirrored";
        page.Field("runs", Of($"{scenario.Runs:N0} at {scenario.RatePerSecond} a second, {mirror}; {seeds}"));
        page.Field("v2 is held to", Words.Thresholds(scenario.Thresholds));
        Planner(page, "v1", scenario.V1);
        Planner(page, "v2", scenario.V2);
        foreach (var outage in scenario.Outages)
            page.Field("outage", Words.Outage(outage));
    }

    private static void Planner(Page page, string name, PlannerScript script)
    {
        page.Field(name, Words.Traits(script.First));
        foreach (var change in script.Changes)
            page.Field("", Words.Change(change));
    }
}
