using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v2, selected, fails before its answer.</summary>
public sealed class SelectedV2FaultTests(SharedSeats shared) : FaultBeforeTheAnswerTests(Seat.SelectedV2, shared);
