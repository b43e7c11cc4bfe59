using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v2, beside, fails before its answer.</summary>
public sealed class ShadowV2FaultTests() : FaultBeforeTheAnswerTests(Seat.ShadowV2);
