using Shadow.Runs;

namespace Sidecar.Simulation.Passes;

/// <summary>Something that happens in a pass.</summary>
/// <param name="Kind">What.</param>
/// <param name="Run">Whose run it is; null of a tick, a step and an arrival.</param>
/// <param name="Planner">Whose leg has ended, or whose quality has come.</param>
/// <param name="Number">The step, or the run that arrives.</param>
internal readonly record struct PassEvent(PassEventKind Kind, SimulatedRun? Run, Planner Planner, int Number);
