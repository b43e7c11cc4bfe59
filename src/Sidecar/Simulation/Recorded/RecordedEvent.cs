using Shadow.Runs;

namespace Sidecar.Simulation.Recorded;

/// <summary>Something that happened to a recorded run, or to the guard.</summary>
/// <param name="Kind">What.</param>
/// <param name="Run">The run; null of a change and a tick.</param>
/// <param name="Planner">Whose leg.</param>
/// <param name="Number">The entry of the history.</param>
internal readonly record struct RecordedEvent(RecordedEventKind Kind, OpenRun? Run, Planner Planner, int Number);
