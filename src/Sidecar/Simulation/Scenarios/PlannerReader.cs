using System.Globalization;
using Sidecar.Configuration;
using Sidecar.Simulation.Passes;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Reads a planner of a scenario.</summary>
internal static class PlannerReader
{
    private const double MostMs = 3_600_000;
    private const double MostCents = 1_000_000;

    /// <summary>The planner; what is not said of it is as in <paramref name="d"/>.</summary>
    public static PlannerScript Read(SettingsReader s, PlannerTraits d, int runs) =>
        ScenarioReader.Within(
            s,
            s =>
            {
                var first = Traits(s, d, became: null);
                var changes = new List<PlannerChange>();
                foreach (var change in s.Sections("changes"))
                    changes.Add(ScenarioReader.Within(change, read => Change(read, changes.LastOrDefault(), first, runs)));
                return new PlannerScript(first, changes);
            }
        );

    private static PlannerChange Change(SettingsReader s, PlannerChange? last, PlannerTraits first, int runs)
    {
        var (earliest, faults) = (last?.ToRun ?? 1, s.Faults.Count);
        var from = s.MaybeInt("from_run", earliest, Math.Max(earliest, runs));
        if (from is null && s.Faults.Count == faults)
            s.Fault("from_run", "is missing; allowed is the run from which on the planner changes");
        var to = s.Int("to_run", from ?? earliest, from ?? earliest, Math.Max(from ?? earliest, runs));
        var before = last?.To ?? first;
        var after = ScenarioReader.Within(s.Section("to"), read => Traits(read, before, before));
        return new PlannerChange(from ?? earliest, to, before, after);
    }

    private static PlannerTraits Traits(SettingsReader s, PlannerTraits d, PlannerTraits? became) =>
        new(
            ScenarioReader.Within(s.Section("quality"), read => Quality(read, d.Quality, became?.Quality)),
            ScenarioReader.Within(s.Section("latency"), read => Latency(read, d.Latency)),
            ScenarioReader.Within(s.Section("cost"), read => Cost(read, d.Cost)),
            ScenarioReader.Within(s.Section("errors"), read => Errors(read, d.Errors))
        );

    private static QualityTraits Quality(SettingsReader s, QualityTraits d, QualityTraits? became)
    {
        var (mean, spread, right) = (s.Maybe("mean", 0, 100), s.Maybe("spread", 0, 100), s.Maybe("right_pct", 0, 100));
        var points = mean is not null || spread is not null;
        if (points && right is not null)
            s.Fault("right_pct", "excludes mean and spread: with it answers have 100 points or 0; allowed is one of the two ways");
        else if (became is { RightPct: null } && right is not null)
            s.Fault("right_pct", "cannot follow a mean; allowed is mean and spread, as the planner has them before");
        else if (became is { RightPct: not null } && points)
            s.Fault("mean", "cannot follow right_pct; allowed is right_pct, as the planner has it before");
        return new QualityTraits
        {
            Mean = mean ?? d.Mean,
            Spread = spread ?? d.Spread,
            RightPct = points ? null : right ?? d.RightPct,
            MissingPct = s.Double("missing_pct", d.MissingPct, 0, 100),
            LateSeconds = s.Double("late_seconds", d.LateSeconds, 0, 86_400),
        };
    }

    private static LatencyTraits Latency(SettingsReader s, LatencyTraits d)
    {
        var median = s.Maybe("median_ms", 0, MostMs, aboveMin: true);
        var p95 = s.Maybe("p95_ms", 0, MostMs, aboveMin: true);
        var mean = s.Maybe("mean_ms", 0, MostMs, aboveMin: true);
        var middle = median ?? (mean is null ? d.MedianMs : mean.Value);
        if (p95 is not null && mean is not null)
            s.Fault("mean_ms", "excludes p95_ms: either says how wide the latencies are; allowed is one of them");
        else if ((p95 ?? mean) < middle)
            s.Fault(
                p95 is null ? "mean_ms" : "p95_ms",
                string.Create(CultureInfo.InvariantCulture, $"lies below median_ms {middle}; allowed is that or more")
            );
        else if (mean is not null)
            p95 = P95(middle, mean.Value);
        return new LatencyTraits
        {
            MedianMs = middle,
            // With another median alone the latencies are as wide as before, in proportion.
            P95Ms = p95 ?? (median is null ? d.P95Ms : middle * (d.P95Ms / d.MedianMs)),
            HangPct = s.Double("hang_pct", d.HangPct, 0, 100),
            HangSeconds = s.Double("hang_seconds", d.HangSeconds, 0, 3600, aboveMin: true),
        };
    }

    // Of a log-normal distribution: mean = median · exp(σ² / 2), 95th percentile = median · exp(1.645 σ).
    private static double P95(double median, double mean) =>
        mean == median ? median : median * ExactMath.Exp(NormalQuantile.P95 * Math.Sqrt(2 * ExactMath.Log(mean / median)));

    private static CostTraits Cost(SettingsReader s, CostTraits d) =>
        new()
        {
            MeanCents = s.Double("mean_cents", d.MeanCents, 0, MostCents),
            Spread = s.Double("spread", d.Spread, 0, MostCents),
            MissingPct = s.Double("missing_pct", d.MissingPct, 0, 100),
        };

    private static ErrorTraits Errors(SettingsReader s, ErrorTraits d) =>
        new()
        {
            Pct = s.Double("pct", d.Pct, 0, 100),
            Kind = FailureKinds.Read(s, "kind", d.Kind),
            Burst = s.Int("burst", d.Burst, 1, 100_000),
        };
}
