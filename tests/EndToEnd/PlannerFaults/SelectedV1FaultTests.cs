using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v1, selected, fails before its answer.</summary>
public sealed class SelectedV1FaultTests() : FaultBeforeTheAnswerTests(Seat.SelectedV1);
