using Sidecar.Demo.Planners;
using Sidecar.Demo.Reading;

namespace Sidecar.Demo.Story;

/// <summary>A way in which v2 turns worse, what must come of it, and how it is mended.</summary>
internal sealed record Worsening
{
    /// <summary>v2's answers come too late.</summary>
    public static Worsening Slow { get; } =
        new()
        {
            Turns = "slow",
            What = "it takes 1.7 to 2.7 s for an answer",
            Tuning = PlannerTuning.Healthy with { LatencyFactor = 60, LatencyAddedMs = 1200 },
            Again = "fast",
            Metric = "latency",
            LeavesAgentsWaiting = true,
            Worse = (kept, limits) => kept.V2.P95Ms > limits.LatencyP95Ms || kept.OpenLegs > 0,
            Figures = (kept, limits) =>
                FormattableString.Invariant(
                    $"v2 p95 {kept.V2.P95Ms:0} ms over {kept.V2.Samples} legs that ended, {kept.OpenLegs} open ones counted at their age, limit {limits.LatencyP95Ms:0} ms"
                ),
        };

    /// <summary>v2's answers cost too much.</summary>
    public static Worsening Dear { get; } =
        new()
        {
            Turns = "dear",
            What = "a plan costs fifteen times as much",
            Tuning = PlannerTuning.Healthy with { CostFactor = 15 },
            Again = "cheap",
            Metric = "cost",
            Worse = (kept, limits) => kept.V2.CostCents > limits.CostCents,
            Figures = (kept, limits) =>
                FormattableString.Invariant(
                    $"a run costs {kept.V1.CostCents:0.00} ¢ on v1, {kept.V2.CostCents:0.00} ¢ on v2, the mean of {kept.V2.Samples}, limit {limits.CostCents:0.##} ¢"
                ),
        };

    /// <summary>v2's plans are wrong. Only a new build mends that.</summary>
    public static Worsening Wrong { get; } =
        new()
        {
            Turns = "wrong",
            What = "its plans are judged 40 points lower",
            Tuning = PlannerTuning.Healthy with { QualityDrop = 40 },
            Again = "right",
            Mended = PlannerTuning.Healthy with { Patch = 1 },
            Metric = "quality",
            Worse = (kept, limits) => kept.V1.Quality - kept.V2.Quality > limits.QualityDrop,
            Figures = (kept, limits) =>
                FormattableString.Invariant(
                    $"v1 {kept.V1.Quality:0.00} points, v2 {kept.V2.Quality:0.00}, the mean of {kept.V2.Samples}, limit {limits.QualityDrop:0.##} apart"
                ),
        };

    /// <summary>What v2 turns.</summary>
    public required string Turns { get; init; }

    /// <summary>What that means, in a few words.</summary>
    public required string What { get; init; }

    /// <summary>How v2 behaves then.</summary>
    public required PlannerTuning Tuning { get; init; }

    /// <summary>What v2 is again once it was mended.</summary>
    public required string Again { get; init; }

    /// <summary>How v2 behaves once it was mended. Default: healthy, by the same build.</summary>
    public PlannerTuning Mended { get; init; } = PlannerTuning.Healthy;

    /// <summary>The metric that must be breached: the breach text begins with it.</summary>
    public required string Metric { get; init; }

    /// <summary>True where agents wait for v2 as the rollback comes, and are to be cut over. Default false.</summary>
    public bool LeavesAgentsWaiting { get; init; }

    /// <summary>Whether the evidence that is kept with the rollback bears the breach out.</summary>
    public required Func<EvidenceReading, ThresholdsReading, bool> Worse { get; init; }

    /// <summary>The figures of that evidence, in a line.</summary>
    public required Func<EvidenceReading, ThresholdsReading, string> Figures { get; init; }
}
