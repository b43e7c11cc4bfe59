using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v2, beside, fails before its answer.</summary>
public sealed class ShadowV2FaultTests(SharedSeats shared) : FaultBeforeTheAnswerTests(Seat.ShadowV2, shared);
