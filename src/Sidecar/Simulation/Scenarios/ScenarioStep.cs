using Sidecar.Guard;

namespace Sidecar.Simulation.Scenarios;

/// <summary>What an operator does: before a run is assigned, or at a moment.</summary>
/// <param name="AtRun">The run; null: at a moment.</param>
/// <param name="AtSeconds">Seconds after the first run arrived.</param>
/// <param name="Change">What is changed.</param>
internal sealed record ScenarioStep(int? AtRun, double? AtSeconds, ConfigChange Change);
