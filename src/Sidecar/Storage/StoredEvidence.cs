using Shadow.Detection;

namespace Sidecar.Storage;

/// <summary>A run of the log as the guard needs it.</summary>
/// <param name="Run">What it says of the planners; when it ended is not in the timestamps of this process.</param>
/// <param name="EndedAt">When the judged leg ended, by the wall clock of that time, UTC.</param>
/// <param name="V1EndedAt">When v1's leg ended, in the same way.</param>
/// <param name="Build">v2's build; null where it named none.</param>
public sealed record StoredEvidence(RunEvidence Run, DateTimeOffset EndedAt, DateTimeOffset V1EndedAt, string? Build);
