namespace Shadow.Detection;

/// <summary>All that the guard knows of both planners in this epoch.</summary>
/// <param name="V1">v1's legs of the runs assigned to v2, or its own runs where those are too few.</param>
/// <param name="V2">v2's legs of the runs assigned to it.</param>
/// <param name="V2Shadow">v2's shadow legs.</param>
/// <param name="Shadow">The mirroring.</param>
public sealed record EvidenceStatistics(LegStatistics V1, LegStatistics V2, LegStatistics V2Shadow, ShadowStatistics Shadow);
