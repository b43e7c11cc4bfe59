using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class StoryStepsTests
{
    [Fact]
    public async Task All_HonestSidecar_EveryCheckHolds()
    {
        await using var fixture = await StoryFixture.StartAsync();
        foreach (var step in StorySteps.Of(StoryFixture.Small))
        {
            var result = await fixture.RunAsync(step);
            Assert.All(result.Checks, check => Assert.True(check.Held, $"{step.Title}: {check.Claim}: {check.Instead}"));
            Assert.True(result.Held);
        }
    }

    [Fact]
    public async Task ShadowOnly_LeaksToV2_FailsOnWhoAnswered() =>
        await StepAssert.FailsAsync(new ShadowOnlyStep(200), new FakeFaults { LeaksToV2 = true }, "v1 answered every one of them");

    [Fact]
    public async Task ShadowOnly_TenthRunNotCompared_FailsOnComparison() =>
        await StepAssert.FailsAsync(
            new ShadowOnlyStep(100),
            new FakeFaults { TenthOutcome = "saturated" },
            "every run was mirrored to v2 and compared"
        );

    [Fact]
    public async Task ShadowOnly_TenthRunFails_FailsOnAnswers() =>
        await StepAssert.FailsAsync(
            new ShadowOnlyStep(100),
            new FakeFaults { Fails = true },
            "all 100 runs were answered, by the planner that the headers name"
        );

    [Fact]
    public async Task ShadowOnly_HeadersNameAnotherPlanner_FailsOnAnswers() =>
        await StepAssert.FailsAsync(
            new ShadowOnlyStep(100),
            new FakeFaults { NamesWrongPlanner = true },
            "all 100 runs were answered, by the planner that the headers name"
        );

    [Theory]
    [InlineData(15)]
    [InlineData(0)]
    public async Task Canary_SplitsByAnotherPercentage_FailsOnShare(double really)
    {
        var result = await StepAssert.ResultAsync(new CanaryStep(5, 400), new FakeFaults { SplitsBy = really });
        Assert.False(Assert.Single(result.Checks, check => check.Claim.Contains("within chance of 5 %", StringComparison.Ordinal)).Held);
    }

    [Fact]
    public async Task Canary_ConfigForgotten_FailsOnConfig() =>
        await StepAssert.FailsAsync(new CanaryStep(10, 100), new FakeFaults { ForgetsConfig = true }, "the sidecar took over 10 %");

    [Fact]
    public async Task Canary_AnotherReason_FailsOnReason() =>
        await StepAssert.FailsAsync(
            new CanaryStep(10, 100),
            new FakeFaults { GivesWrongReason = true },
            "each of v2's answers says that the canary was the reason"
        );

    [Fact]
    public async Task Canary_CountsV2Twice_FailsOnCount() =>
        await StepAssert.FailsAsync(
            new CanaryStep(10, 100),
            new FakeFaults { CountsV2Twice = true },
            "the sidecar's own count of v2's runs is the agents' count"
        );

    [Theory]
    [InlineData("insufficient_data", 100)]
    [InlineData("regression", 100)]
    [InlineData("healthy", 29)]
    public async Task Canary_JudgedOtherwise_FailsOnVerdict(string verdict, int samples) =>
        await StepAssert.FailsAsync(
            new CanaryStep(50, 100) { Judged = true },
            new FakeFaults { Verdict = verdict, Samples = samples },
            $"judges v2 by {samples} runs of this epoch: healthy"
        );

    [Fact]
    public async Task Canary_RolledBack_FailsOnHistory() =>
        await StepAssert.FailsAsync(
            new CanaryStep(5, 100),
            new FakeFaults { RollsHealthyBack = true },
            "nothing was rolled back: 5 % is still in force"
        );

    [Fact]
    public async Task Disagreements_NoneSeen_Fails()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { SeesNoDisagreement = true });
        await fixture.Story.SendAsync(100, CancellationToken.None);
        var result = await fixture.RunAsync(new DisagreementsStep());
        Assert.All(result.Checks, check => Assert.False(check.Held));
    }

    [Fact]
    public async Task Disagreements_AgentsMixedUp_FailsOnTruth()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { MixesAgentsUp = true });
        await fixture.Story.SendAsync(100, CancellationToken.None);
        var result = await fixture.RunAsync(new DisagreementsStep());
        Assert.Equal([true, false], result.Checks.Select(check => check.Held));
    }

    [Fact]
    public async Task KillSwitch_Ignored_FailsOnAnswersAndRecords()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { IgnoresKillSwitch = true });
        await fixture.SetAsync(20);
        var result = await fixture.RunAsync(new KillSwitchStep(90));
        var failed = result.Checks.Where(check => !check.Held).Select(check => check.Claim).ToList();
        Assert.Contains(failed, claim => claim.EndsWith("sent after, for the reason kill_switch", StringComparison.Ordinal));
        Assert.Contains("the audit log has no run for the canary that began after", failed);
    }

    [Fact]
    public async Task KillSwitch_NotTakenOver_FailsOnConfig() =>
        await StepAssert.FailsAsync(
            new KillSwitchStep(90),
            new FakeFaults { ForgetsConfig = true },
            "the sidecar says that the switch is on"
        );

    [Fact]
    public async Task KillSwitch_V2NeverServed_FailsAsVacuous() =>
        await StepAssert.FailsAsync(
            new KillSwitchStep(90),
            new FakeFaults(),
            "v2 answered 0 runs until then; 0 under way were cut over to v1"
        );

    [Fact]
    public async Task KillSwitch_NoRecords_FailsOnRecords()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { RecordsNothing = true });
        await fixture.SetAsync(20);
        var result = await fixture.RunAsync(new KillSwitchStep(90));
        var failed = Assert.Single(result.Checks, check => !check.Held);
        Assert.EndsWith("each for the reason kill_switch", failed.Claim, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillSwitch_CanaryRunRecordedAfter_FailsOnRecords()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { RecordsLateCanary = true });
        await fixture.SetAsync(20);
        var result = await fixture.RunAsync(new KillSwitchStep(90));
        Assert.Equal("it has 1", Assert.Single(result.Checks, check => !check.Held).Instead);
    }

    [Fact]
    public async Task Ledger_TenthRunHasNoEntry_Fails()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { TenthOutcome = "" });
        await fixture.Story.SendAsync(100, CancellationToken.None);
        var result = await fixture.RunAsync(new LedgerStep());
        Assert.Equal("it has 90", Assert.Single(result.Checks, check => !check.Held).Instead);
    }

    [Fact]
    public async Task Ledger_SelectionsCountedTwice_Fails()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { CountsV2Twice = true });
        await fixture.SetAsync(20);
        await fixture.Story.SendAsync(100, CancellationToken.None);
        var result = await fixture.RunAsync(new LedgerStep());
        Assert.Equal("120 were", Assert.Single(result.Checks, check => !check.Held).Instead);
    }

    [Fact]
    public async Task Ledger_RecordDropped_Fails()
    {
        await using var fixture = await StoryFixture.StartAsync(new FakeFaults { DropsRecord = true });
        await fixture.Story.SendAsync(100, CancellationToken.None);
        var result = await fixture.RunAsync(new LedgerStep());
        Assert.Equal("1 were", Assert.Single(result.Checks, check => !check.Held).Instead);
    }
}
