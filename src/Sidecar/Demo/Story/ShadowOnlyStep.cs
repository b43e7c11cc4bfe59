using Sidecar.Demo.Reading;

namespace Sidecar.Demo.Story;

/// <summary>Nothing for v2 but shadows: every run is v1's, and every run is compared.</summary>
internal sealed class ShadowOnlyStep(int runs) : IStoryStep
{
    /// <inheritdoc/>
    public string Title => "Shadow only";

    /// <inheritdoc/>
    public string What => $"canary 0 %: {runs} runs, all answered by v1; v2 gets a copy of each";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        await story.Guard.PutConfigAsync(new ConfigWish("the demo begins", CanaryPct: 0), ct);
        var seen = await story.SendAsync(runs, ct);
        var metrics = await story.SettleAsync(() => story.Guard.MetricsAsync(ct), reading => reading.Outcome("compared") >= seen.Runs, ct);
        var compared = metrics.Outcome("compared");
        return new StepResult(
            $"{seen.V1} runs by v1, {compared} compared",
            [
                TrafficChecks.AllAnswered(seen),
                new StepCheck(seen.V1 == seen.Runs && seen.V2 == 0, "v1 answered every one of them", $"v2 answered {seen.V2}"),
                new StepCheck(
                    compared == seen.Runs,
                    "every run was mirrored to v2 and compared",
                    $"{compared} of {seen.Runs}; the ledger: {LedgerText.Of(metrics)}"
                ),
            ]
        );
    }
}
