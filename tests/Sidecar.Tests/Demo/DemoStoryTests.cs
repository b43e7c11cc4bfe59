using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class DemoStoryTests
{
    [Fact]
    public async Task Tell_StepCannotBeCarriedOut_EndsAndDoesNotHold()
    {
        var result = await TellAsync(new FakeStep("a", "…", ScreenSamples.Disagreeing), new FakeStep("b", "…"), new FakeStep("c", "…"));
        Assert.False(result.Held);
        Assert.Equal((2, 3), (result.Steps.Count, result.Planned));
        Assert.Equal("Connection refused", result.Checks.Last().Instead);
    }

    [Fact]
    public async Task Tell_CheckDoesNotHold_GoesOnAndDoesNotHold()
    {
        var result = await TellAsync(new FakeStep("a", "…", ScreenSamples.Mixed), new FakeStep("b", "…", ScreenSamples.Disagreeing));
        Assert.False(result.Held);
        Assert.Equal([false, true], result.Steps.Select(step => step.Held));
    }

    [Fact]
    public async Task Tell_StepWithoutChecks_DoesNotHold() =>
        Assert.False((await TellAsync(new FakeStep("a", "…", new StepResult("nothing", [])))).Held);

    [Fact]
    public async Task Tell_EveryCheckHolds_Holds() =>
        Assert.True((await TellAsync(new FakeStep("a", "…", ScreenSamples.Disagreeing))).Held);

    private static async Task<StoryResult> TellAsync(params IStoryStep[] steps)
    {
        await using var fixture = await StoryFixture.StartAsync();
        return await new DemoStory(steps, new PlainScreen(TextWriter.Null, steps, TimeProvider.System)).TellAsync(
            fixture.Story,
            CancellationToken.None
        );
    }
}
