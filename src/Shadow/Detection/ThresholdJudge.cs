namespace Shadow.Detection;

/// <summary>
/// Holds v2 to fixed thresholds. Every comparison is one of integers, as a product instead of a quotient: above a threshold is a breach, and
/// equal is equal.
/// </summary>
public sealed class ThresholdJudge : IJudge
{
    private const int UnfitPct = 50;

    /// <inheritdoc/>
    public Judgement Judge(in EvidenceFigures figures, Thresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var (breached, notJudged) = (JudgedMetrics.None, JudgedMetrics.None);
        Add(JudgedMetrics.Quality, Quality(figures, thresholds), ref breached, ref notJudged);
        Add(JudgedMetrics.Latency, Latency(figures, thresholds), ref breached, ref notJudged);
        Add(JudgedMetrics.Cost, Cost(figures, thresholds), ref breached, ref notJudged);
        Add(JudgedMetrics.Errors, Errors(figures, thresholds), ref breached, ref notJudged);
        if (thresholds.MaxConsecutiveErrors > 0 && figures.FailuresInARow >= thresholds.MaxConsecutiveErrors)
            breached |= JudgedMetrics.ConsecutiveErrors;
        return new Judgement(breached, notJudged, V1Unfit(figures, thresholds), figures, thresholds);
    }

    private static void Add(JudgedMetrics metric, bool? breach, ref JudgedMetrics breached, ref JudgedMetrics notJudged)
    {
        if (breach is null)
            notJudged |= metric;
        else if (breach.Value)
            breached |= metric;
    }

    private static bool? Quality(in EvidenceFigures figures, Thresholds thresholds)
    {
        var (v1, v2) = (figures.V1, figures.V2);
        if (!Enough(v1.QualityValues, thresholds) || !Enough(v2.QualityValues, thresholds))
            return null;
        var drop = (Int128)v1.QualitySum * v2.QualityValues - (Int128)v2.QualitySum * v1.QualityValues;
        return drop > (Int128)Millionths(thresholds.MaxQualityDrop) * v1.QualityValues * v2.QualityValues;
    }

    private static bool? Latency(in EvidenceFigures figures, Thresholds thresholds) =>
        Enough(figures.V2.LatencyValues, thresholds) ? figures.V2.LatencyP95Micros > LatencyLimitMicros(thresholds) : null;

    private static bool? Cost(in EvidenceFigures figures, Thresholds thresholds) =>
        Enough(figures.V2.CostValues, thresholds)
            ? figures.V2.CostSum > (Int128)Millionths(thresholds.MaxCostCents) * figures.V2.CostValues
            : null;

    private static bool? Errors(in EvidenceFigures figures, Thresholds thresholds)
    {
        var (v1, v2) = (figures.V1, figures.V2);
        if (!Enough(v1.Runs, thresholds) || !Enough(v2.Runs, thresholds))
            return null;
        // Rates in percent, in millionths: 100 million times the failures.
        var more = ((Int128)v2.Failures * v1.Runs - (Int128)v1.Failures * v2.Runs) * 100_000_000;
        return more > (Int128)Millionths(thresholds.MaxErrorRate) * v1.Runs * v2.Runs;
    }

    // Of a few pairs among many runs nothing follows: v1 was then merely not asked.
    private static bool V1Unfit(in EvidenceFigures figures, Thresholds thresholds) =>
        figures.Pairs > 0
        && (figures.Pairs >= thresholds.MinSample || 2 * figures.Pairs >= figures.V2.Runs)
        && figures.PairsV1Failed >= figures.PairsV2Failed
        && 100L * figures.PairsV1Failed >= (long)UnfitPct * figures.Pairs;

    // A minimum above the window can never be reached; open legs must not reach it either.
    private static bool Enough(int values, Thresholds thresholds) =>
        values >= thresholds.MinSample && thresholds.MinSample <= thresholds.WindowRuns;

    /// <summary>The latency limit, microseconds.</summary>
    internal static long LatencyLimitMicros(Thresholds thresholds) => (long)Math.Round(thresholds.MaxLatencyP95Ms * 1000);

    private static long Millionths(double value) => (long)Math.Round(value * 1_000_000);
}
