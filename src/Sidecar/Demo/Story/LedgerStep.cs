namespace Sidecar.Demo.Story;

/// <summary>Nothing is lost silently: every run has its entry in the ledger.</summary>
internal sealed class LedgerStep : IStoryStep
{
    /// <inheritdoc/>
    public string Title => "The ledger balances";

    /// <inheritdoc/>
    public string What => "every run is in planner_shadow_total once, by what became of its mirroring";

    /// <inheritdoc/>
    public async Task<StepResult> RunAsync(StoryContext story, CancellationToken ct)
    {
        var sent = story.Traffic.All.Read().Runs;
        var metrics = await story.SettleAsync(
            () => story.Guard.MetricsAsync(ct),
            reading => reading.LedgerRuns >= sent && reading.SelectedRuns >= sent,
            ct
        );
        return new StepResult(
            $"{metrics.LedgerRuns} entries for {sent} runs",
            [
                new StepCheck(
                    sent > 0 && metrics.LedgerRuns == sent,
                    $"the ledger has {sent} entries for {sent} runs ({LedgerText.Of(metrics)})",
                    $"it has {metrics.LedgerRuns}"
                ),
                new StepCheck(metrics.SelectedRuns == sent, "as many selections were counted", $"{metrics.SelectedRuns} were"),
                new StepCheck(metrics.AuditDropped == 0, "no run was left out of the audit log", $"{metrics.AuditDropped} were"),
            ]
        );
    }
}
