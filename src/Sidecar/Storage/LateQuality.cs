using Shadow.Runs;

namespace Sidecar.Storage;

/// <summary>A quality that was found out after the run: by an evaluation, by a person.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Planner">Whose answer was judged.</param>
/// <param name="Quality">0 to 100 points.</param>
public readonly record struct LateQuality(Guid RunId, Planner Planner, double Quality);
