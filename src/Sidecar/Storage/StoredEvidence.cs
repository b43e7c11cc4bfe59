using Shadow.Detection;

namespace Sidecar.Storage;

/// <summary>A run of the log as the guard needs it.</summary>
/// <param name="Run">What it says of the planners.</param>
/// <param name="Build">v2's build; null where it named none.</param>
public sealed record StoredEvidence(RunEvidence Run, string? Build);
