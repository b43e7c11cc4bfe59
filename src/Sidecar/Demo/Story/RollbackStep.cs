using Sidecar.Demo.Reading;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Makes v2 worse under traffic and watches the guard roll it back by itself.</summary>
internal sealed class RollbackStep(Worsening worse, int agents) : IStoryStep
{
    /// <inheritdoc/>
    public string Title => $"v2 turns {worse.Turns}";

    /// <inheritdoc/>
    public string What => $"{worse.What}; {agents} agents go on asking";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var newest = await GuardChecks.NewestAsync(story, ct);
        var until = story.Traffic.BeginStretch();
        story.TuneV2(worse.Tuning);
        var turnedAt = story.Time.GetUtcNow();
        if (await SendUntilRolledBackAsync(story, ct) is not { } rolledBack)
            return Nothing(until.Read());

        var (seenAt, after) = rolledBack;
        var status = await story.SettleAsync(
            () => story.Guard.StatusAsync(ct),
            read => read.Evaluation.Action == "rollback" && read.LastRollback?.At > turnedAt,
            ct
        );
        if (status.LastRollback is { } rollback)
            story.Announced(new StoryNews(false, $"rolled back by the guard: {rollback.Why}", Delay(rollback, turnedAt)));
        await story.Traffic.SendAsync(story.Scale.AfterRuns, story.ReportOf(story.Scale.AfterRuns), ct);
        var history = await story.SettleAsync(
            () => story.Guard.HistoryAsync(ct),
            read => read.Any(entry => entry.Id > newest && entry.Rollback is not null),
            ct
        );
        var seen = new RollbackSeen
        {
            TurnedAt = turnedAt,
            SeenAt = seenAt,
            Until = until.Read(),
            After = after.Read(),
            Status = status,
            Rollbacks = [.. history.Where(entry => entry.Id > newest).Select(entry => entry.Rollback).OfType<RollbackReading>()],
            Records = await KillChecks.RecordsAsync(story, seenAt, after.Read(), ct),
        };
        story.Rollbacks.AddRange(seen.Rollbacks);
        return new StepResult(RollbackChecks.Summary(seen), [.. RollbackChecks.Of(worse, seen, story.Traffic.All.Read())]);
    }

    // When the sidecar had said that the switch is on, and the stretch that begins with that; null where it never said so.
    private async Task<(DateTimeOffset SeenAt, TrafficTally After)?> SendUntilRolledBackAsync(StoryContext story, CancellationToken ct)
    {
        var left = story.Scale.RollbackRuns;
        var over = false;
        var traffic = story.Traffic.SendWhileAsync(
            () => !Volatile.Read(ref over) && Interlocked.Decrement(ref left) >= 0,
            agents,
            story.ReportOf(0),
            ct
        );
        try
        {
            while (true)
            {
                // Looked at first: the last reading is to be of a moment after the last run.
                var ended = traffic.IsCompleted;
                if ((await story.Guard.StatusAsync(ct)).Config.KillSwitch)
                    return (story.Time.GetUtcNow(), story.Traffic.BeginStretch());
                if (ended)
                    return null;
                await Task.Delay(story.Scale.SettleEvery, story.Time, ct);
            }
        }
        finally
        {
            Volatile.Write(ref over, true);
            await traffic;
        }
    }

    private string Delay(RollbackReading rollback, DateTimeOffset turnedAt)
    {
        var turned = $"{FigureText.Seconds(rollback.At - turnedAt)} after v2 turned {worse.Turns}";
        return rollback switch
        {
            { AfterTipping: { } after } => FormattableString.Invariant(
                $"{after.TotalMilliseconds:0.0} ms after the leg that tipped it, {turned}"
            ),
            { Evidence.OpenLegs: var open } => $"by the guard's clock, with {open} open legs at their age, {turned}",
            _ => turned,
        };
    }

    private static StepResult Nothing(TrafficCounts seen) =>
        new(
            "not rolled back",
            [
                TrafficChecks.AllAnswered(seen),
                new StepCheck(false, "the guard rolls v2 back by itself", $"it did not within {seen.Runs} runs, {seen.V2} of them by v2"),
            ]
        );
}
