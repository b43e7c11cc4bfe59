using Shadow.Detection;

namespace Sidecar.Simulation.Scenarios;

/// <summary>The figures that planners would show if there were no chance: what the scenario sets, over very many runs.</summary>
internal static class ExpectedFigures
{
    private const int Many = 1_000_000;

    /// <summary>Of both planners with these traits.</summary>
    public static EvidenceFigures Of(PlannerTraits v1, PlannerTraits v2) =>
        new(Side(v1), Side(v2), Paired: true, Pairs: 0, PairsV1Failed: 0, PairsV2Failed: 0, OpenLegs: 0, FailuresInARow: 0);

    private static SideFigures Side(PlannerTraits traits)
    {
        // Of what hangs more often than one time in twenty, the 95th percentile hangs.
        var p95 = traits.Latency.HangPct > 5 ? Math.Max(traits.Latency.P95Ms, traits.Latency.HangSeconds * 1000) : traits.Latency.P95Ms;
        return new SideFigures(
            Many,
            (int)Math.Round(traits.Errors.Pct / 100 * Many),
            Many,
            LegSample.Micros(traits.Quality.Expected)!.Value * Many,
            Many,
            LegSample.Micros(traits.Cost.MeanCents)!.Value * Many,
            Many,
            (long)Math.Round(traits.Latency.MedianMs * 1000),
            (long)Math.Round(p95 * 1000)
        );
    }
}
