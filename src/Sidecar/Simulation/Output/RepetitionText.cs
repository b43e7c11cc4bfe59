using Sidecar.Simulation.Repeats;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>Many passes for a person.</summary>
internal static class RepetitionText
{
    public static void Write(TextWriter output, Repetition repetition)
    {
        var page = new Page(output);
        var (scenario, passes) = (repetition.Scenario, repetition.Passes.Count);
        ScenarioHeader.Write(page, scenario, Of($"seeds from {scenario.Seed} on"));
        page.Line();
        page.Field("passes", Of($"{passes:N0}"));
        page.Field("rolled back", Of($"{repetition.RolledBack:N0} ({100.0 * repetition.RolledBack / passes:0.0}%)"));
        foreach (var metric in repetition.ByMetric)
            page.Field("", Of($"{metric.Passes:N0} on {metric.Metric}"));
        if (repetition.ByChance > 0)
            page.Field("", Of($"{repetition.ByChance:N0} while v2's values lay within the thresholds: by chance"));
        Distribution(page, "runs to verdict", repetition.Runs);
        Distribution(page, "on v2", repetition.V2Runs);
        if (repetition.Held is { } held)
            page.Field("expected", held == passes ? "so it came in every pass" : Of($"NOT so in {passes - held:N0} of {passes:N0} passes"));
    }

    private static void Distribution(Page page, string label, Distribution? runs)
    {
        if (runs is not null)
            page.Field(label, Of($"min {runs.Min:N0}, median {runs.Median:N0}, p95 {runs.P95:N0}, max {runs.Max:N0}"));
    }
}
