using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Checks that nothing goes to v2 from the moment on at which the kill switch was known to be on, whoever turned it on.</summary>
internal static class KillChecks
{
    // The records' times and the demo's clock are of one machine; the margin only makes sure that the page holds every run wanted.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>Reads the audit log until it has every run that was sent after.</summary>
    /// <param name="story">What the step works with.</param>
    /// <param name="since">The moment.</param>
    /// <param name="after">The runs that were sent after it.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static Task<IReadOnlyList<RunReading>> RecordsAsync(
        StoryContext story,
        DateTimeOffset since,
        TrafficCounts after,
        CancellationToken ct
    ) => story.SettleAsync(() => story.Guard.RunsAsync(since - Margin, ct), found => Missing(found, after).Count == 0, ct);

    /// <summary>The checks.</summary>
    public static IEnumerable<StepCheck> Of(DateTimeOffset since, TrafficCounts after, IReadOnlyList<RunReading> records)
    {
        var missing = Missing(records, after);
        var late = records.Count(run => run.Reason == "canary" && run.At > since);
        var killed = after.Because("kill_switch");
        yield return TrafficChecks.AllAnswered(after, " sent after");
        yield return new StepCheck(
            after.Runs > 0 && after.V1 == after.Runs && killed == after.Runs,
            $"v1 answered each of the {after.Runs} sent after, for the reason kill_switch",
            $"v1 answered {after.V1}, v2 {after.V2}, and {killed} gave that reason"
        );
        yield return new StepCheck(
            missing.Count == 0,
            $"the audit log has all {after.Runs}, each for the reason kill_switch",
            $"{missing.Count} are missing or recorded for another reason, first {missing.FirstOrDefault()}"
        );
        yield return new StepCheck(late == 0, "the audit log has no run for the canary that began after", $"it has {late}");
    }

    private static List<string> Missing(IReadOnlyList<RunReading> records, TrafficCounts after)
    {
        var killed = records.Where(run => run.Reason == "kill_switch").Select(run => run.RunId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. after.RunIds.Where(id => !killed.Contains(id))];
    }
}
