using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Flips the kill switch by hand while runs are under way: none that starts after the answer goes to v2.</summary>
internal sealed class KillSwitchStep(int runs) : IStoryStep
{
    /// <inheritdoc/>
    public string Title => "Kill switch by hand";

    /// <inheritdoc/>
    public string What => $"PUT kill_switch amid {runs} runs: from its answer on, nothing goes to v2";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var flip = await FlipUnderTrafficAsync(story, ct);
        var records = await KillChecks.RecordsAsync(story, flip.AnsweredAt, flip.After, ct);
        return new StepResult(
            $"{flip.Before.V2} runs by v2 before, {flip.After.V2} of {flip.After.Runs} after",
            [
                new StepCheck(flip.Config.KillSwitch, "the sidecar says that the switch is on", "it says that the switch is off"),
                TrafficChecks.AllAnswered(flip.Before, " sent before"),
                new StepCheck(
                    flip.Before.V2 > 0,
                    $"v2 answered {flip.Before.V2} runs until then; {flip.Before.Because("cutover")} under way were cut over to v1",
                    "v2 had answered none"
                ),
                .. KillChecks.Of(flip.AnsweredAt, flip.After, records),
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
        story.Announced(new StoryNews(false, "kill switch on, by hand"));
        await story.Traffic.SendAsync(third, report, ct);
        return new KillFlip(config, answeredAt, before.Read(), after.Read());
    }
}
