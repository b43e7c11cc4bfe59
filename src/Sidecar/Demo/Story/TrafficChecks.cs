using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Checks that several steps share.</summary>
internal static class TrafficChecks
{
    /// <summary>Standard deviations by which an honest split may miss its percentage: by chance alone once in two million.</summary>
    private const double Deviations = 5;

    /// <summary>Every run was answered, by the planner that the headers name.</summary>
    public static StepCheck AllAnswered(TrafficCounts seen, string which = "") =>
        new(
            seen.Runs > 0 && seen.Errors == 0,
            $"all {seen.Runs} runs{which} were answered, by the planner that the headers name",
            $"{seen.Errors} were not: {seen.FirstError ?? "no run was sent"}"
        );

    /// <summary>The share of v2 is the percentage that was asked for, as far as chance allows.</summary>
    public static StepCheck Share(TrafficCounts seen, double pct)
    {
        var p = pct / 100;
        var expected = seen.Runs * p;
        var margin = Deviations * Math.Sqrt(seen.Runs * p * (1 - p));
        return new StepCheck(
            seen.V2 > 0 && Math.Abs(seen.V2 - expected) <= margin,
            FormattableString.Invariant(
                $"v2 answered {100.0 * seen.V2 / Math.Max(1, seen.Runs):0.0} % of them, within chance of {pct:0.#} %"
            ),
            FormattableString.Invariant($"{seen.V2} of {seen.Runs}, expected {expected:0} ± {margin:0}")
        );
    }

    /// <summary>The stretch in a few words: who answered, and how long the agents waited.</summary>
    public static string Seen(TrafficCounts seen) =>
        FormattableString.Invariant(
            $"{seen.V2} of {seen.Runs} by v2 ({100.0 * seen.V2 / Math.Max(1, seen.Runs):0.0} %), p50 {seen.P50Ms:0} ms, p95 {seen.P95Ms:0} ms"
        );
}
