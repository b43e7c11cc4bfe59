using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Simulation.Scenarios;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>Values as they are shown to a person.</summary>
internal static class Words
{
    /// <summary>A span of time: hours, minutes, seconds.</summary>
    public static string Clock(TimeSpan time) =>
        Of($"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds / 100}");

    /// <summary>A span of time in the unit that fits.</summary>
    public static string Span(TimeSpan time) =>
        time.TotalMinutes < 2 ? Of($"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 2 ? Of($"{time.TotalMinutes:0.0} min")
        : time.TotalDays < 2 ? Of($"{time.TotalHours:0.0} h")
        : Of($"{time.TotalDays:0.0} days");

    /// <summary>A count of something.</summary>
    public static string Count(long count, string one, string many) => Of($"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>A count of runs.</summary>
    public static string Runs(long runs) => Count(runs, "run", "runs");

    /// <summary>What v2 is held to.</summary>
    public static string Thresholds(Thresholds held)
    {
        var row = held.MaxConsecutiveErrors == 0 ? "" : Of($", {held.MaxConsecutiveErrors} failures in a row");
        var window = held.WindowMinutes > 0 ? Of($" of the last {held.WindowMinutes} min") : "";
        return Of($"quality drop {held.MaxQualityDrop}, latency p95 {held.MaxLatencyP95Ms}ms, cost {held.MaxCostCents}¢, ")
            + Of($"errors +{held.MaxErrorRate} points{row}; from {held.MinSample} runs on, the newest {held.WindowRuns}{window}");
    }

    /// <summary>How a planner answers.</summary>
    public static string Traits(PlannerTraits traits) =>
        string.Join(", ", [Quality(traits.Quality), Latency(traits.Latency), Cost(traits.Cost), .. Errors(traits.Errors)]);

    /// <summary>What becomes of a planner: the parts that change.</summary>
    public static string Change(PlannerChange change)
    {
        var when =
            change.FromRun == change.ToRun
                ? Of($"from run {change.FromRun:N0} on")
                : Of($"from run {change.FromRun:N0} to {change.ToRun:N0}");
        var (from, to) = (change.From, change.To);
        var parts = new List<string>();
        if (from.Quality != to.Quality)
            parts.Add(Quality(to.Quality));
        if (from.Latency != to.Latency)
            parts.Add(Latency(to.Latency));
        if (from.Cost != to.Cost)
            parts.Add(Cost(to.Cost));
        if (from.Errors != to.Errors)
            parts.AddRange(Errors(to.Errors, always: true));
        return parts.Count == 0 ? $"{when} as before" : $"{when} {string.Join(", ", parts)}";
    }

    /// <summary>What hits both planners.</summary>
    public static string Outage(Outage outage) =>
        Of($"runs {outage.FromRun:N0} to {outage.ToRun:N0} fail on both planners: {outage.Kind.Name()}")
        + (outage.Pct < 100 ? Of($", {outage.Pct}% of them") : "");

    private static string Quality(QualityTraits quality)
    {
        var points = quality.RightPct is { } right
            ? Of($"quality 100 or 0 ({right}% right)")
            : Of($"quality {quality.Mean}{Spread(quality.Spread)}");
        return points + Missing(quality.MissingPct) + (quality.LateSeconds > 0 ? Of($" {quality.LateSeconds} s late") : "");
    }

    private static string Latency(LatencyTraits latency)
    {
        var median =
            latency.P95Ms == latency.MedianMs
                ? Of($"latency {latency.MedianMs:0.#}ms")
                : Of($"latency {latency.MedianMs:0.#}ms (p95 {latency.P95Ms:0.#}ms)");
        return latency.HangPct > 0 ? median + Of($", {latency.HangPct}% hang {latency.HangSeconds} s") : median;
    }

    private static string Cost(CostTraits cost) => Of($"cost {cost.MeanCents}{Spread(cost.Spread)}¢{Missing(cost.MissingPct)}");

    private static IEnumerable<string> Errors(ErrorTraits errors, bool always = false)
    {
        if (errors.Pct > 0)
            yield return Of($"errors {errors.Pct}% {errors.Kind.Name()}") + (errors.Burst > 1 ? Of($", {errors.Burst} in a row") : "");
        else if (always)
            yield return "errors 0%";
    }

    private static string Spread(double spread) => spread > 0 ? Of($" ± {spread}") : "";

    private static string Missing(double percent) => percent > 0 ? Of($" ({percent}% without)") : "";
}
