using Sidecar.Demo.Reading;

namespace Sidecar.Demo.Story;

/// <summary>Raises the canary and counts who answers.</summary>
internal sealed class CanaryStep(double pct, int runs) : IStoryStep
{
    /// <summary>Whether the runs are enough for the guard's verdict, which must be healthy then. Default false.</summary>
    public bool Judged { get; init; }

    /// <inheritdoc/>
    public string Title => FormattableString.Invariant($"{(pct < 50 ? "Canary at" : "Promotion to")} {pct:0.#} %");

    /// <inheritdoc/>
    public string What => FormattableString.Invariant($"PUT /guard/config sets {pct:0.#} %; {runs} runs, and v2 answers its share");

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var newest = await GuardChecks.NewestAsync(story, ct);
        var config = await story.Guard.PutConfigAsync(
            new ConfigWish(FormattableString.Invariant($"the demo raises the canary to {pct:0.#} %"), pct),
            ct
        );
        var seen = await story.SendAsync(runs, ct);
        var v2 = story.Traffic.All.Read().V2;
        var metrics = await story.SettleAsync(() => story.Guard.MetricsAsync(ct), reading => reading.Selected("v2") >= v2, ct);
        var status = await story.SettleAsync(() => story.Guard.StatusAsync(ct), read => !Judged || GuardChecks.IsHealthy(read), ct);
        return new StepResult(
            TrafficChecks.Seen(seen),
            [
                new StepCheck(config.Is(pct), FormattableString.Invariant($"the sidecar took over {pct:0.#} %"), config.ToString()),
                TrafficChecks.AllAnswered(seen),
                TrafficChecks.Share(seen, pct),
                new StepCheck(
                    seen.Because("canary") == seen.V2,
                    "each of v2's answers says that the canary was the reason",
                    $"{seen.Because("canary")} of {seen.V2} do"
                ),
                new StepCheck(
                    metrics.Selected("v2") == v2,
                    "the sidecar's own count of v2's runs is the agents' count",
                    $"it has {metrics.Selected("v2")}, the agents saw {v2}"
                ),
                .. Judged ? [GuardChecks.Healthy(status)] : Array.Empty<StepCheck>(),
                GuardChecks.NotRolledBack(status, pct, await story.Guard.HistoryAsync(ct), newest),
            ]
        );
    }
}
