namespace Shadow.Reports;

/// <summary>Two agents that were chosen for the same runs.</summary>
/// <param name="V1Agent">v1's choice; null where its plan names none.</param>
/// <param name="V2Agent">v2's choice; null where its plan names none.</param>
/// <param name="Count">In how many runs.</param>
public sealed record AgentDisagreement(string? V1Agent, string? V2Agent, long Count);
