using Shadow.Detection;
using Sidecar.Configuration;
using Sidecar.Guard.Judging;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Reads what is expected of a scenario.</summary>
internal static class ExpectationReader
{
    private static readonly IReadOnlyList<string> Metrics = BreachTexts.Names(Judgement.Sampled | JudgedMetrics.ConsecutiveErrors);

    /// <summary>The expectation; null where nothing is expected.</summary>
    public static Expectation? Read(SettingsReader s)
    {
        var expected = ScenarioReader.Within(s, All);
        return expected == new Expectation() ? null : expected;
    }

    private static Expectation All(SettingsReader s) =>
        new()
        {
            Action = s.OneOf<string?>("action", null, ("rollback", "rollback"), ("none", "none")),
            Breaches = Judged(s, "breaches"),
            Texts = Texts(s),
            AtLeastRuns = s.MaybeInt("at_least_runs", 0, ScenarioReader.MostRuns),
            AtMostRuns = s.MaybeInt("at_most_runs", 0, ScenarioReader.MostRuns),
            AtLeastV2Runs = s.MaybeInt("at_least_v2_runs", 0, ScenarioReader.MostRuns),
            AtMostV2Runs = s.MaybeInt("at_most_v2_runs", 0, ScenarioReader.MostRuns),
            Rollbacks = s.MaybeInt("rollbacks", 0, ScenarioReader.MostRuns),
            Verdict = s.OneOf<Verdict?>(
                "verdict",
                null,
                (Verdict.Healthy.Name(), Verdict.Healthy),
                (Verdict.Regression.Name(), Verdict.Regression),
                (Verdict.InsufficientData.Name(), Verdict.InsufficientData)
            ),
            Cause = s.OneOf<string?>(
                "cause",
                null,
                (Evaluations.V1Unfit, Evaluations.V1Unfit),
                (Evaluations.NoTraffic, Evaluations.NoTraffic)
            ),
            WouldBreach = Judged(s, "would_breach"),
            CanaryPct = s.Maybe("canary_pct", 0, 100),
            KillSwitch = s.MaybeBool("kill_switch"),
            Epoch = s.MaybeInt("epoch", 1, int.MaxValue),
        };

    private static JudgedMetrics? Judged(SettingsReader s, string name)
    {
        if (s.MaybeList(name, "one of " + string.Join(", ", Metrics), Metrics.Contains) is not { } names)
            return null;
        var judged = Enum.GetValues<JudgedMetrics>().Where(metric => BreachTexts.Names(metric) is [var one] && names.Contains(one));
        return judged.Aggregate(JudgedMetrics.None, static (all, metric) => all | metric);
    }

    private static IReadOnlyList<string>? Texts(SettingsReader s) => s.MaybeList("texts", "a breach text", static text => text.Length > 0);
}
