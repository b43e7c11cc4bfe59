using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

/// <summary>Runs a step in front of a sidecar that does something wrong, and says which check must find it.</summary>
internal static class StepAssert
{
    /// <summary>The check with a claim that has this part does not hold, and so the step does not.</summary>
    public static async Task FailsAsync(IStoryStep step, FakeFaults faults, string claim)
    {
        var result = await ResultAsync(step, faults);
        Assert.False(result.Held);
        Assert.False(Assert.Single(result.Checks, check => check.Claim.Contains(claim, StringComparison.Ordinal)).Held);
    }

    /// <summary>What comes of a step with nothing before it.</summary>
    public static async Task<StepResult> ResultAsync(IStoryStep step, FakeFaults faults)
    {
        await using var fixture = await StoryFixture.StartAsync(faults);
        return await fixture.RunAsync(step);
    }

    /// <summary>Of all checks only the one with a claim that has this part does not hold.</summary>
    public static void FailsAlone(StepResult result, string claim)
    {
        var failed = Assert.Single(result.Checks, check => !check.Held);
        Assert.Contains(claim, failed.Claim, StringComparison.Ordinal);
    }
}
