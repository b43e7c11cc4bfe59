namespace Shadow.Detection;

/// <summary>The figures of one planner: counts, and sums in millionths.</summary>
/// <param name="Runs">Legs that succeeded or failed.</param>
/// <param name="Failures">Legs that failed.</param>
/// <param name="QualityValues">Legs with a quality.</param>
/// <param name="QualitySum">Of their qualities, millionths of a point.</param>
/// <param name="CostValues">Legs with a cost.</param>
/// <param name="CostSum">Of their costs, millionths of a cent.</param>
/// <param name="LatencyValues">Legs with a latency.</param>
/// <param name="LatencyP50Micros">Median, nearest rank, microseconds; 0 without values.</param>
/// <param name="LatencyP95Micros">95th percentile, nearest rank, microseconds; 0 without values.</param>
public readonly record struct SideFigures(
    int Runs,
    int Failures,
    int QualityValues,
    long QualitySum,
    int CostValues,
    long CostSum,
    int LatencyValues,
    long LatencyP50Micros,
    long LatencyP95Micros
)
{
    private const double Million = 1_000_000;

    /// <summary>Mean quality, points; null without values.</summary>
    public double? QualityMean => QualityValues == 0 ? null : QualitySum / (double)QualityValues / Million;

    /// <summary>Mean cost, cents; null without values.</summary>
    public double? CostMeanCents => CostValues == 0 ? null : CostSum / (double)CostValues / Million;

    /// <summary>Failed legs of all legs, percent; null without legs.</summary>
    public double? ErrorRatePct => Runs == 0 ? null : 100.0 * Failures / Runs;

    /// <summary>As they are shown.</summary>
    /// <param name="source"><c>paired</c> or <c>served</c> for v1.</param>
    public LegStatistics ToStatistics(string? source = null) =>
        new()
        {
            Samples = Runs,
            QualityMean = QualityMean,
            LatencyP50Ms = LatencyValues == 0 ? null : LatencyP50Micros / 1000.0,
            LatencyP95Ms = LatencyValues == 0 ? null : LatencyP95Micros / 1000.0,
            CostMeanCents = CostMeanCents,
            ErrorRatePct = ErrorRatePct,
            Source = source,
        };
}
