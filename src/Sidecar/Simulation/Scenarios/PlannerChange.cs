namespace Sidecar.Simulation.Scenarios;

/// <summary>A planner that becomes another one, from one run to another in a straight line.</summary>
/// <param name="FromRun">The last run with the traits of before; equal to <paramref name="ToRun"/> it has the new ones already.</param>
/// <param name="ToRun">The first run with the new traits.</param>
/// <param name="From">The traits of before.</param>
/// <param name="To">The new traits.</param>
internal sealed record PlannerChange(int FromRun, int ToRun, PlannerTraits From, PlannerTraits To);
