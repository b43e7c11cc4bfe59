using Sidecar.Demo.Reading;

namespace Sidecar.Demo.Story;

/// <summary>Checks of what the guard says and keeps, that several steps share.</summary>
internal static class GuardChecks
{
    /// <summary>The id of the newest entry of the history; 0 where there is none.</summary>
    public static async Task<long> NewestAsync(StoryContext story, CancellationToken ct) =>
        (await story.Guard.HistoryAsync(ct)).Select(entry => entry.Id).DefaultIfEmpty().Max();

    /// <summary>True where v2 was judged on enough runs of its own and found healthy.</summary>
    public static bool IsHealthy(StatusReading status) =>
        status.Evaluation is { Action: "none", Verdict: "healthy" } && status.V2.Samples >= status.Thresholds.MinSample;

    /// <summary>v2 was judged on enough runs of its own and found healthy.</summary>
    public static StepCheck Healthy(StatusReading status) =>
        new(
            IsHealthy(status),
            $"the guard judges v2 by {status.V2.Samples} runs of this epoch: healthy, nothing to do",
            $"verdict {status.Evaluation.Verdict}, action {status.Evaluation.Action}, by {status.V2.Samples} runs of"
                + $" {status.Thresholds.MinSample} that it takes"
        );

    /// <summary>Nothing was rolled back after an entry of the history, and the percentage is still in force.</summary>
    public static StepCheck NotRolledBack(StatusReading status, double pct, IReadOnlyList<HistoryReading> history, long after)
    {
        var rollbacks = history.Where(entry => entry.Id > after).Select(entry => entry.Rollback).OfType<RollbackReading>().ToList();
        return new StepCheck(
            rollbacks.Count == 0 && status.Config.Is(pct),
            FormattableString.Invariant($"nothing was rolled back: {pct:0.#} % is still in force"),
            $"{rollbacks.Count} rollbacks{(rollbacks.Count == 0 ? "" : $", the newest for {rollbacks[0].Why}")}; now {status.Config}"
        );
    }
}
