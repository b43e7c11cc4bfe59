using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>
/// Holds the disagreements that the sidecar found against those that there must be: the demo knows what both planners decide on each
/// objective that it sent. Comes before anything that leaves a run uncompared.
/// </summary>
internal sealed class DisagreementsStep : IStoryStep
{
    /// <inheritdoc/>
    public string Title => "Disagreements";

    /// <inheritdoc/>
    public string What => "which decisions differ between v1 and v2, by planner_decision_diff_total";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var sent = story.Traffic.All.Read();
        var expected = sent.Disagreements;
        var metrics = await story.SettleAsync(
            () => story.Guard.MetricsAsync(ct),
            reading => reading.LedgerRuns >= sent.Runs && Same(reading.Disagreements(), expected),
            ct
        );
        var found = metrics.Disagreements();
        var (foundRuns, expectedRuns) = (found.Sum(entry => entry.Value), expected.Values.Sum());
        return new StepResult(
            $"{foundRuns} of {sent.Runs} runs, {found.Count} kinds",
            [
                new StepCheck(foundRuns > 0, $"v1 and v2 disagree on {foundRuns} of {sent.Runs} runs", "no disagreement was found"),
                new StepCheck(
                    Same(found, expected),
                    "these are exactly the runs on which the two planners' rules differ",
                    $"found {foundRuns} in {found.Count} kinds, expected {expectedRuns} in {expected.Count}"
                ),
            ]
        )
        {
            Disagreements = found,
        };
    }

    private static bool Same(IReadOnlyList<KeyValuePair<AgentPair, long>> found, IReadOnlyDictionary<AgentPair, int> expected) =>
        found.Count == expected.Count && found.All(entry => expected.GetValueOrDefault(entry.Key) == entry.Value);
}
