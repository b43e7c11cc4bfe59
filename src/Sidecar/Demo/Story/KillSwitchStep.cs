using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Flips the kill switch while runs are under way: none that starts after the answer goes to v2.</summary>
internal sealed class KillSwitchStep(int runs) : IStoryStep
{
    // The records' times and the demo's clock are of one machine; the margin only makes sure that the page holds every run wanted.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Title => "Kill switch";

    /// <inheritdoc/>
    public string What => $"PUT kill_switch amid {runs} runs: from its answer on, nothing goes to v2";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var flip = await FlipUnderTrafficAsync(story, ct);
        var after = flip.After;
        var records = await story.SettleAsync(
            () => story.Guard.RunsAsync(flip.AnsweredAt - Margin, ct),
            found => Missing(found, after).Count == 0,
            ct
        );
        var missing = Missing(records, after);
        var late = records.Count(run => run.Reason == "canary" && run.At > flip.AnsweredAt);
        return new StepResult(
            $"{flip.Before.V2} runs by v2 before, {after.V2} of {after.Runs} after",
            [
                new StepCheck(flip.Config.KillSwitch, "the sidecar says that the switch is on", "it says that the switch is off"),
                TrafficChecks.AllAnswered(flip.Before, " sent before"),
                TrafficChecks.AllAnswered(after, " sent after"),
                new StepCheck(
                    flip.Before.V2 > 0,
                    $"v2 answered {flip.Before.V2} runs until then; {flip.Before.Because("cutover")} under way were cut over to v1",
                    "v2 had answered none"
                ),
                new StepCheck(after.V2 == 0, $"v2 answered none of the {after.Runs} runs sent after", $"v2 answered {after.V2}"),
                new StepCheck(
                    missing.Count == 0,
                    $"the audit log has all {after.Runs}, each for the reason kill_switch",
                    $"{missing.Count} are missing or recorded for another reason, first {missing.FirstOrDefault()}"
                ),
                new StepCheck(late == 0, "the audit log has no run for the canary that began after", $"it has {late}"),
            ]
        );
    }

    private async Task<KillFlip> FlipUnderTrafficAsync(StoryContext story, CancellationToken ct)
    {
        var third = runs / 3;
        var report = story.ReportOf(3 * third);
        var before = story.Traffic.BeginStretch();
        await story.Traffic.SendAsync(third, report, ct);
        var underWay = story.Traffic.SendAsync(third, report, ct);
        ConfigReading config;
        DateTimeOffset answeredAt;
        TrafficTally after;
        try
        {
            config = await story.Guard.PutConfigAsync(new ConfigWish("the demo flips the kill switch", KillSwitch: true), ct);
            answeredAt = story.Time.GetUtcNow();
            after = story.Traffic.BeginStretch();
        }
        finally
        {
            await underWay;
        }
        await story.Traffic.SendAsync(third, report, ct);
        return new KillFlip(config, answeredAt, before.Read(), after.Read());
    }

    private static List<string> Missing(IReadOnlyList<RunReading> records, TrafficCounts after)
    {
        var killed = records.Where(run => run.Reason == "kill_switch").Select(run => run.RunId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. after.RunIds.Where(id => !killed.Contains(id))];
    }
}
