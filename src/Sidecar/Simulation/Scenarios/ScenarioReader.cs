using System.Globalization;
using System.Text.Json;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Reads a scenario and states every fault. Keys, units and defaults are those of docs/simulate.md.</summary>
internal static class ScenarioReader
{
    /// <summary>Runs at the most.</summary>
    public const int MostRuns = 1_000_000;

    private const int MostDays = 31;
    private const double FirstPct = 10;

    /// <summary>The scenario; where faults were added, what is wrong has its default.</summary>
    public static Scenario Read(SettingsReader s, string name)
    {
        var scenario = new Scenario
        {
            Name = s.Text("name", name),
            Description = s.OptionalText("description"),
            Seed = s.Int("seed", 1, 0, int.MaxValue),
            Runs = s.Int("runs", 1_000, 0, MostRuns),
            RatePerSecond = s.Double("rate_per_second", 10, 0, 10_000, aboveMin: true),
            Mirror = s.Bool("mirror", true),
            TimeoutSeconds = s.Double("timeout_seconds", 30, 0, 3600, aboveMin: true),
            Thresholds = Within(
                s.Section("thresholds"),
                static t => ThresholdsReader.Read(t, new(), JsonNamingPolicy.SnakeCaseLower.ConvertName)
            ),
            Steps = [],
            V1 = new PlannerScript(new PlannerTraits(), []),
            V2 = new PlannerScript(new PlannerTraits(), []),
            Expect = ExpectationReader.Read(s.Section("expect")),
        };
        var days = scenario.ArrivalOf(scenario.Runs).TotalDays;
        if (days > MostDays)
            s.Fault(
                "runs",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scenario.Runs} at {scenario.RatePerSecond} a second take {days:F0} days; allowed are {MostDays}"
                )
            );
        var v1 = PlannerReader.Read(s.Section("v1"), new PlannerTraits(), scenario.Runs);
        scenario = scenario with
        {
            V1 = v1,
            V2 = PlannerReader.Read(s.Section("v2"), v1.First, scenario.Runs),
            Steps = Steps(s, scenario),
            Outages = [.. s.Sections("outages").Select(outage => Outage(outage, scenario.Runs))],
        };
        s.RefuseUnknown();
        return scenario;
    }

    /// <summary>Reads an object whole: what nobody asked for in it is a fault.</summary>
    public static T Within<T>(SettingsReader reader, Func<SettingsReader, T> read)
    {
        var value = read(reader);
        reader.RefuseUnknown();
        return value;
    }

    private static List<ScenarioStep> Steps(SettingsReader s, Scenario scenario)
    {
        var steps = s.Sections("steps").Select((step, index) => Within(step, read => Step(read, scenario, first: index == 0))).ToList();
        return steps.Count > 0 ? steps : [new ScenarioStep(1, null, new ConfigChange(FirstPct, null, null, null))];
    }

    private static ScenarioStep Step(SettingsReader s, Scenario scenario, bool first)
    {
        var faults = s.Faults.Count;
        var atRun = s.MaybeInt("at_run", 1, Math.Max(1, scenario.Runs));
        var atSeconds = s.Maybe("at_seconds", 0, Math.Max(0, scenario.ArrivalOf(scenario.Runs).TotalSeconds));
        var change = new ConfigChange(
            s.Maybe("canary_pct", 0, 100),
            s.MaybeBool("kill_switch"),
            s.OptionalText("updated_by"),
            s.OptionalText("reason")
        );
        // A value that is wrong has been named already.
        if (s.Faults.Count > faults)
            return new ScenarioStep(1, null, change);
        if (atRun is not null && atSeconds is not null)
            s.Fault("at_run", "excludes at_seconds; allowed is one of them");
        if (atRun is null && atSeconds is null && !first)
            s.Fault("at_run", "is missing, and so is at_seconds; allowed is one of them");
        if (change is { CanaryPct: null, KillSwitch: null })
            s.Fault("canary_pct", "is missing, and so is kill_switch; allowed is one of them or both");
        return new ScenarioStep(atSeconds is null ? atRun ?? 1 : null, atSeconds, change);
    }

    private static Outage Outage(SettingsReader s, int runs) =>
        Within(
            s,
            s =>
            {
                var from = s.Int("from_run", 1, 1, Math.Max(1, runs));
                return new Outage(
                    from,
                    s.Int("to_run", Math.Max(from, runs), from, Math.Max(from, runs)),
                    s.Double("pct", 100, 0, 100),
                    FailureKinds.Read(s, "kind", Shadow.Runs.LegFailure.Connect)
                );
            }
        );
}
