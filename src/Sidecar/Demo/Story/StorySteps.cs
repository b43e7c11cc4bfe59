namespace Sidecar.Demo.Story;

/// <summary>The story's table of contents.</summary>
internal static class StorySteps
{
    /// <summary>The steps in the order in which they are told.</summary>
    public static IReadOnlyList<IStoryStep> Of(StoryScale scale) =>
        [
            new ShadowOnlyStep(scale.ShadowRuns),
            new CanaryStep(5, scale.CanaryRuns),
            new CanaryStep(10, scale.CanaryRuns),
            new CanaryStep(20, scale.CanaryRuns),
            new DisagreementsStep(),
            new KillSwitchStep(scale.KillRuns),
            new LedgerStep(),
        ];
}
