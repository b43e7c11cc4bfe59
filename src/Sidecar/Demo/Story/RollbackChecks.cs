using Sidecar.Demo.Reading;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Holds what was seen of a rollback against the sidecar's own record of it.</summary>
internal static class RollbackChecks
{
    /// <summary>How long a run that was cut over may still take: v1's answer has been at hand for long, only a busy machine needs time.</summary>
    private static readonly TimeSpan CutOverWithin = TimeSpan.FromSeconds(2);

    /// <summary>In a few words, for the list of steps.</summary>
    public static string Summary(RollbackSeen seen) =>
        seen.Status.LastRollback is { } last ? $"{FigureText.Seconds(last.At - seen.TurnedAt)}: {last.Why}" : "no rollback to be seen";

    /// <summary>The checks.</summary>
    /// <param name="worse">How v2 had turned worse.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="sent">Every run of the demo so far.</param>
    public static IEnumerable<StepCheck> Of(Worsening worse, RollbackSeen seen, TrafficCounts sent)
    {
        var (status, shown) = (seen.Status, seen.Status.LastRollback);
        yield return new StepCheck(
            shown is { Trigger: "auto", UpdatedBy: "guard", Breaches.Count: 1 }
                && shown.Why.StartsWith(worse.Metric + " (", StringComparison.Ordinal),
            $"{FigureText.Seconds(shown is null ? default : shown.At - seen.TurnedAt)} after v2 turned {worse.Turns} the guard rolled it back"
                + $" by itself: {shown?.Why}",
            $"expected one breach of {worse.Metric}, by the guard; the status has {Text(shown)}"
        );
        yield return new StepCheck(
            status.Config is { KillSwitch: true, CanaryPct: 0 },
            "the kill switch is on and the canary at 0 %",
            status.Config.ToString()
        );
        yield return new StepCheck(
            status.Evaluation is { Action: "rollback", Verdict: "regression" } && Same(status.Evaluation.Breaches, shown?.Breaches),
            "its evaluation says so: regression, action rollback, the same breach",
            $"verdict {status.Evaluation.Verdict}, action {status.Evaluation.Action}, {string.Join("; ", status.Evaluation.Breaches)}"
        );
        yield return new StepCheck(
            seen.Rollbacks is [{ Trigger: "auto", UpdatedBy: "guard" } kept] && Same(kept.Breaches, shown?.Breaches),
            "the history has it exactly once: trigger auto, by guard, the same breach",
            $"it has {seen.Rollbacks.Count}: {string.Join(" / ", seen.Rollbacks.Select(Text))}"
        );
        foreach (var check in Evidence(worse, seen, sent))
            yield return check;
        yield return TrafficChecks.AllAnswered(seen.Until, " sent until then");
        if (worse.LeavesAgentsWaiting)
            yield return CutOver(seen);
        foreach (var check in KillChecks.Of(seen.SeenAt, seen.After, seen.Records))
            yield return check;
    }

    private static IEnumerable<StepCheck> Evidence(Worsening worse, RollbackSeen seen, TrafficCounts sent)
    {
        if (seen.Rollbacks is not [var kept, ..] || kept.Evidence is not { } evidence)
        {
            yield return new StepCheck(false, "the evidence is kept with it", "none is");
            yield break;
        }
        var limits = seen.Status.Thresholds;
        var figures = worse.Figures(evidence, limits);
        yield return new StepCheck(worse.Worse(evidence, limits), $"the evidence kept with it: {figures}", "that is no breach");
        // Without a tipping run there is nothing to hold against the agents' runs: the guard's clock judged.
        if (evidence.TippedBy is not { } tipping)
            yield break;
        yield return new StepCheck(
            sent.RunIds.Contains(tipping.RunId, StringComparer.OrdinalIgnoreCase),
            FormattableString.Invariant(
                $"{kept.AfterTipping?.TotalMilliseconds:0.0} ms from the end of the leg that tipped it to the rollback, run {tipping.RunId}"
            ),
            "no agent had such a run"
        );
    }

    private static StepCheck CutOver(RollbackSeen seen)
    {
        if (seen.Status.LastRollback is not { } last || !seen.Until.LastByReason.TryGetValue("cutover", out var answered))
            return new StepCheck(false, "agents that waited for v2 were cut over", "nobody was");
        var late = answered - last.At;
        return new StepCheck(
            late <= CutOverWithin,
            FormattableString.Invariant(
                $"{seen.Until.Because("cutover")} agents that waited for v2 were cut over: the last had v1's answer {late.TotalMilliseconds:0} ms after the rollback"
            ),
            $"it must have it within {FigureText.Seconds(CutOverWithin)}"
        );
    }

    private static bool Same(IReadOnlyList<string> first, IReadOnlyList<string>? second) =>
        first.Count > 0 && second is not null && first.SequenceEqual(second, StringComparer.Ordinal);

    private static string Text(RollbackReading? rollback) =>
        rollback is null ? "none" : $"{rollback.Trigger} by {rollback.UpdatedBy}, {rollback.Why}";
}
