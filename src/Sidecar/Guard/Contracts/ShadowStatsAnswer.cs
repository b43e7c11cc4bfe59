using Shadow.Detection;

namespace Sidecar.Guard.Contracts;

/// <summary>The mirroring over the epoch.</summary>
/// <param name="Runs">Runs that ended.</param>
/// <param name="Compared">Of them, compared.</param>
/// <param name="AnyChange">Of those, with another decision.</param>
/// <param name="ByOutcome">Runs by outcome.</param>
internal sealed record ShadowStatsAnswer(long Runs, long Compared, long AnyChange, IReadOnlyDictionary<string, long> ByOutcome)
{
    public static ShadowStatsAnswer From(ShadowStatistics shadow) => new(shadow.Runs, shadow.Compared, shadow.AnyChange, shadow.ByOutcome);
}
