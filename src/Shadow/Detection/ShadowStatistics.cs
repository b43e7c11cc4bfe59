namespace Shadow.Detection;

/// <summary>The mirroring of this epoch.</summary>
/// <param name="Runs">Runs that ended.</param>
/// <param name="Compared">Of them, compared.</param>
/// <param name="AnyChange">Of those, with another decision.</param>
/// <param name="ByOutcome">Runs by the outcome's name; outcomes that never came are left out.</param>
public sealed record ShadowStatistics(long Runs, long Compared, long AnyChange, IReadOnlyDictionary<string, long> ByOutcome);
