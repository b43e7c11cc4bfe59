namespace Sidecar.Demo.Story;

/// <summary>The story's table of contents.</summary>
internal static class StorySteps
{
    /// <summary>The steps in the order in which they are told.</summary>
    public static IReadOnlyList<IStoryStep> Of(StoryScale scale) =>
        [
            new ShadowOnlyStep(scale.ShadowRuns),
            new CanaryStep(5, scale.CanaryRuns),
            new CanaryStep(20, scale.CanaryRuns) { Judged = true },
            new DisagreementsStep(),
            new RollbackStep(Worsening.Slow, scale.SlowConcurrency),
            new RecoveryStep(Worsening.Slow, 20, scale.RecoveryRuns),
            new RollbackStep(Worsening.Dear, scale.Concurrency),
            new RecoveryStep(Worsening.Dear, 20, scale.RecoveryRuns),
            new RollbackStep(Worsening.Wrong, scale.Concurrency),
            new RecoveryStep(Worsening.Wrong, 20, scale.RecoveryRuns),
            new CanaryStep(50, scale.RecoveryRuns) { Judged = true },
            new CanaryStep(100, scale.RecoveryRuns) { Judged = true },
            new KillSwitchStep(scale.KillRuns),
            new LedgerStep(),
            new ReportStep(),
        ];
}
