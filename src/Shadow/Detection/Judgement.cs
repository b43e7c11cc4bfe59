namespace Shadow.Detection;

/// <summary>A judgement. It is a value: texts are made of it only when somebody reads them.</summary>
/// <param name="Breached">What is breached.</param>
/// <param name="NotJudged">What could not be judged, for want of runs or values.</param>
/// <param name="V1Unfit">True where v1 fails the same runs at least as often, and at least every second one: no reason to go back to it.</param>
/// <param name="Figures">What it was judged by.</param>
/// <param name="Thresholds">What it was held to.</param>
public readonly record struct Judgement(
    JudgedMetrics Breached,
    JudgedMetrics NotJudged,
    bool V1Unfit,
    EvidenceFigures Figures,
    Thresholds Thresholds
)
{
    /// <summary>All that needs a minimum of values.</summary>
    public const JudgedMetrics Sampled = JudgedMetrics.Quality | JudgedMetrics.Latency | JudgedMetrics.Cost | JudgedMetrics.Errors;

    /// <summary>
    /// A breach is a regression. Without one it takes MIN_SAMPLE runs of v2, open ones included, and one metric at the least that could be
    /// judged.
    /// </summary>
    public Verdict Verdict =>
        Breached != JudgedMetrics.None ? Verdict.Regression
        : (NotJudged & Sampled) == Sampled || Figures.V2.Runs + Figures.OpenLegs < Thresholds.MinSample ? Verdict.InsufficientData
        : Verdict.Healthy;
}
