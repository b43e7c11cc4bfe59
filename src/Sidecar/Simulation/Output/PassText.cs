using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>A pass for a person.</summary>
internal static class PassText
{
    public static void Write(TextWriter output, PassResult result)
    {
        var page = new Page(output);
        ScenarioHeader.Write(page, result.Scenario, Of($"seed {result.Scenario.Seed}"));
        page.Line();
        TimelineText.Write(page, result.Timeline);
        page.Line();
        StatisticsText.Write(page, result.Statistics);
        page.Line();
        Outcome(page, result);
        if (ExpectationCheck.Unmet(result) is { } unmet)
            ExpectationText.Write(page, unmet);
    }

    private static void Outcome(Page page, PassResult result)
    {
        page.Field("action", result.Action);
        if (result.Rollbacks.Count == 0)
        {
            page.Fields(
                "verdict",
                [
                    result.Evaluation.Verdict + (result.Evaluation.Cause is { } cause ? $", not rolled back: {cause}" : ""),
                    .. result.Evaluation.Breaches,
                ]
            );
            page.Field("runs", Of($"{result.Runs:N0}, {result.V2Runs:N0} of them on v2"));
        }

        foreach (var rollback in result.Rollbacks)
            Rollback(page, rollback, several: result.Rollbacks.Count > 1);
        page.Fields("would breach", result.Evaluation.WouldBreach);
        page.Field(
            "at the end",
            Of($"canary {result.State.CanaryPct}%, kill switch {(result.State.KillSwitch ? "on" : "off")}, epoch {result.State.Epoch}")
        );
    }

    private static void Rollback(Page page, PassRollback rollback, bool several)
    {
        var epoch = several ? Of($" in epoch {rollback.Epoch}") : "";
        page.Field("runs to verdict", Of($"{rollback.Runs:N0} in all, {rollback.V2Runs:N0} on v2{epoch}, after {Words.Span(rollback.At)}"));
        page.Field(
            "first bad run",
            rollback is { FirstBadRun: { } run, AfterFirstBadRun: { } after }
                ? Of($"run {run:N0}, {Words.Span(after)} before the rollback")
                : "none: v2's values lie within the thresholds, it was chance"
        );
    }
}
