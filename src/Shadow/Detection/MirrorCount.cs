using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>Runs of an epoch with the same outcome of their mirroring.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Runs">How many.</param>
/// <param name="Changed">Of them, with another decision.</param>
public readonly record struct MirrorCount(ShadowOutcome Outcome, long Runs, long Changed);
