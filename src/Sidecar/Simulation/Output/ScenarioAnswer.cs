using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Output;

/// <summary>What is simulated.</summary>
internal sealed record ScenarioAnswer(string Name, string? Description, int Seed, int Runs, double RatePerSecond, bool Mirror)
{
    public static ScenarioAnswer From(Scenario scenario) =>
        new(scenario.Name, scenario.Description, scenario.Seed, scenario.Runs, scenario.RatePerSecond, scenario.Mirror);
}
