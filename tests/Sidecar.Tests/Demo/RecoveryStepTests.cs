using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class RecoveryStepTests
{
    [Fact]
    public async Task Recovery_HonestSidecar_HoldsAndAnnouncesTheVerdict()
    {
        await using var fixture = await StoryFixture.StartAsync();
        var result = await RunAsync(fixture, Worsening.Dear);
        Assert.All(result.Checks, check => Assert.True(check.Held, $"{check.Claim}: {check.Instead}"));
        Assert.Equal("epoch 2: healthy, judged by 40 runs", result.Seen);
        Assert.Equal(new StoryNews(true, "healthy again: epoch 2, judged by 40 runs of v2"), fixture.News.Last());
    }

    [Fact]
    public async Task Recovery_NewBuild_HoldsInAnEpochOfItsOwn()
    {
        await using var fixture = await StoryFixture.StartAsync();
        var result = await RunAsync(fixture, Worsening.Wrong);
        Assert.All(result.Checks, check => Assert.True(check.Held, $"{check.Claim}: {check.Instead}"));
        Assert.Equal("epoch 3: healthy, judged by 40 runs", result.Seen);
        Assert.Contains(
            result.Checks,
            check => check.Claim == "v2's 40 answers are of the new build sample-v2.1, which begins an epoch too: 3"
        );
    }

    [Fact]
    public async Task Recovery_WithoutRollbackBefore_FailsAsVacuous() =>
        await StepAssert.FailsAsync(new RecoveryStep(Worsening.Dear, 20, 200), new FakeFaults(), "a new epoch begins");

    [Fact]
    public async Task Recovery_EpochKept_FailsOnEpoch() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { KeepsEpoch = true }), "a new epoch begins: 1");

    [Fact]
    public async Task Recovery_AnotherPercentage_FailsOnShare() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { SplitsBy = 90 }), "within chance of 20 %");

    [Fact]
    public async Task Recovery_EpochsOfNoBuild_FailsOnEpoch() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { BeginsEpochs = true }), "the epoch stays");

    [Fact]
    public async Task Recovery_NewBuildBeginsNoEpoch_FailsOnBuild() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Wrong, new FakeFaults { IgnoresBuild = true }), "of the new build sample-v2.1");

    [Fact]
    public async Task Recovery_OldBuildAnswers_FailsOnBuild() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Wrong, new FakeFaults { KeepsBuild = true }), "of the new build sample-v2");

    [Theory]
    [InlineData("insufficient_data")]
    [InlineData("regression")]
    public async Task Recovery_AnotherVerdict_FailsOnVerdict(string verdict) =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { Verdict = verdict }), "healthy, nothing to do");

    [Fact]
    public async Task Recovery_VerdictOnTooFewRuns_FailsOnVerdict() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { Samples = 29 }), "judges v2 by 29 runs");

    [Fact]
    public async Task Recovery_RolledBackAgain_FailsOnHistory()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { RollsHealthyBack = true });
        StepAssert.FailsAlone(result, "nothing was rolled back");
        Assert.StartsWith("1 rollbacks, the newest for ", Assert.Single(result.Checks, c => !c.Held).Instead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_RunsFail_FailsOnAnswers() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { Fails = true }), "all 200 runs were answered");

    private static async Task<StepResult> ResultAsync(Worsening worse, FakeFaults faults)
    {
        await using var fixture = await StoryFixture.StartAsync(faults);
        return await RunAsync(fixture, worse);
    }

    private static async Task<StepResult> RunAsync(StoryFixture fixture, Worsening worse)
    {
        await fixture.SetAsync(20);
        await fixture.RunAsync(new RollbackStep(worse, 8));
        return await fixture.RunAsync(new RecoveryStep(worse, 20, 200));
    }
}
