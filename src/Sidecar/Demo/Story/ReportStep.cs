namespace Sidecar.Demo.Story;

/// <summary>The weekly report tells the same story as everything before.</summary>
internal sealed class ReportStep : IStoryStep
{
    /// <inheritdoc/>
    public string Title => "The report";

    /// <inheritdoc/>
    public string What => "GET /guard/report: what the week's report makes of all that";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var sent = story.Traffic.All.Read();
        var report = await story.SettleAsync(() => story.Guard.ReportAsync(ct), read => read.Runs >= sent.Runs, ct);
        var metrics = await story.Guard.MetricsAsync(ct);
        var seen = story.Rollbacks;
        var (automatic, manual) = (metrics.Rollbacks("auto"), metrics.Rollbacks("manual"));
        var missing = seen.Where(rollback => !report.EachRollback.Any(line => line.EndsWith(rollback.Why, StringComparison.Ordinal)))
            .ToList();
        return new StepResult(
            $"{report.Runs} runs, {seen.Count} rollbacks",
            [
                new StepCheck(
                    report.Title.StartsWith("# Planner Weekly Report — ", StringComparison.Ordinal),
                    "the report has its title",
                    $"it begins with: {report.Title}"
                ),
                new StepCheck(
                    sent.Runs > 0 && report.Runs == sent.Runs,
                    $"it counts the {sent.Runs} runs that the agents sent",
                    $"it counts {report.Runs}"
                ),
                new StepCheck(
                    report.V1 == sent.V1 && report.V2 == sent.V2,
                    $"it counts who answered them: v1 {sent.V1}, v2 {sent.V2}",
                    $"v1 {report.V1}, v2 {report.V2}"
                ),
                new StepCheck(
                    seen.Count > 0 && automatic == seen.Count && manual == 0,
                    $"planner_rollback_total has the {seen.Count} rollbacks that the story saw, all by the guard",
                    $"auto {automatic}, manual {manual}"
                ),
                new StepCheck(
                    seen.Count > 0 && report.EachRollback.Count == seen.Count && missing.Count == 0,
                    $"it has these {seen.Count} rollbacks too, each with its breach",
                    $"it has {report.EachRollback.Count}, without {string.Join(" / ", missing.Select(rollback => rollback.Why))}"
                ),
            ]
        )
        {
            Lines = report.KeyLines,
        };
    }
}
