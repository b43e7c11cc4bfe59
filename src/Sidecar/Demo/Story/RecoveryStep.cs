using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>Mends v2, lets it in again and waits for the guard's verdict: the old evidence is gone with its epoch.</summary>
internal sealed class RecoveryStep(Worsening worse, double pct, int runs) : IStoryStep
{
    private readonly bool _newBuild = worse.Mended.Patch != 0;

    /// <inheritdoc/>
    public string Title => $"v2 is {worse.Again} again";

    /// <inheritdoc/>
    public string What =>
        FormattableString.Invariant(
            $"{(_newBuild ? "a new build of v2" : "v2 is mended")}; kill switch off, canary {pct:0.#} %; {runs} runs, judged anew"
        );

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var before = await story.Guard.StatusAsync(ct);
        var newest = await GuardChecks.NewestAsync(story, ct);
        story.TuneV2(worse.Mended);
        var config = await story.Guard.PutConfigAsync(new ConfigWish($"the demo made v2 {worse.Again} again", pct, false), ct);
        var seen = await story.SendAsync(runs, ct);
        var status = await story.SettleAsync(() => story.Guard.StatusAsync(ct), GuardChecks.IsHealthy, ct);
        var history = await story.Guard.HistoryAsync(ct);
        if (GuardChecks.IsHealthy(status))
            story.Announced(new StoryNews(true, $"healthy again: epoch {status.Config.Epoch}, judged by {status.V2.Samples} runs of v2"));
        return new StepResult(
            $"epoch {status.Config.Epoch}: {status.Evaluation.Verdict}, judged by {status.V2.Samples} runs",
            [
                new StepCheck(
                    before.Config.KillSwitch && config.Is(pct) && config.Epoch == before.Config.Epoch + 1,
                    FormattableString.Invariant($"the switch is off, {pct:0.#} % in force, and a new epoch begins: {config.Epoch}"),
                    $"before: {before.Config}; after: {config}"
                ),
                TrafficChecks.AllAnswered(seen),
                TrafficChecks.Share(seen, pct),
                _newBuild ? NewBuild(seen, status, config, history, newest) : SameBuild(status, config),
                GuardChecks.Healthy(status),
                GuardChecks.NotRolledBack(status, pct, history, newest),
            ]
        );
    }

    private static StepCheck SameBuild(StatusReading status, ConfigReading config) =>
        new(status.Config.Epoch == config.Epoch, "v2 is the same build: the epoch stays", $"it is {status.Config.Epoch} now");

    // A build that was not seen before begins an epoch of its own, on top of the one that the switch began.
    private static StepCheck NewBuild(
        TrafficCounts seen,
        StatusReading status,
        ConfigReading config,
        IReadOnlyList<HistoryReading> history,
        long newest
    )
    {
        var begun = history.Count(entry => entry.Id > newest && entry.Kind == "epoch");
        var answered = seen.ByBuild.GetValueOrDefault(status.Build ?? "");
        return new StepCheck(
            answered == seen.V2 && seen.V2 > 0 && begun == 1 && status.Config.Epoch == config.Epoch + 1,
            $"v2's {answered} answers are of the new build {status.Build}, which begins an epoch too: {status.Config.Epoch}",
            $"{answered} of {seen.V2} answers are; {begun} epochs were begun by a build; {status.Config}"
        );
    }
}
