using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>What the split chose for a run.</summary>
/// <param name="Planner">The planner.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct Assignment(Planner Planner, SelectionReason Reason);
