using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v1, selected, fails before its answer.</summary>
public sealed class SelectedV1FaultTests(SharedSeats shared) : FaultBeforeTheAnswerTests(Seat.SelectedV1, shared);
