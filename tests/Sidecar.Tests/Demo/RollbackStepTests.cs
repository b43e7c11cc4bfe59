using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class RollbackStepTests
{
    [Theory]
    [InlineData("slow", "latency (V2 p95: 1735ms > 1600ms)", "by the guard's clock, with 12 open legs at their age")]
    [InlineData("dear", "cost (V2: 3.1¢ > 3.0¢)", "0.4 ms after the leg that tipped it")]
    [InlineData("wrong", "quality (V1: 94.1, V2: 88.9, drop: 5.2)", "0.4 ms after the leg that tipped it")]
    public async Task Rollback_HonestSidecar_HoldsAndAnnouncesTheBreach(string turns, string breach, string how)
    {
        await using var fixture = await StoryFixture.StartAsync();
        var result = await RunAsync(fixture, Of(turns));
        Assert.All(result.Checks, check => Assert.True(check.Held, $"{check.Claim}: {check.Instead}"));
        Assert.EndsWith(breach, result.Seen, StringComparison.Ordinal);
        Assert.Equal(breach, Assert.Single(fixture.Story.Rollbacks).Why);
        var news = Assert.Single(fixture.News);
        Assert.False(news.Good);
        Assert.Equal($"rolled back by the guard: {breach}", news.Text);
        Assert.StartsWith(how, news.Detail, StringComparison.Ordinal);
        Assert.EndsWith($"after v2 turned {turns}", news.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_NeverComes_FailsAndSaysAfterHowManyRuns()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { NeverRollsBack = true });
        StepAssert.FailsAlone(result, "the guard rolls v2 back by itself");
        Assert.Equal("it did not within 100 runs, 20 of them by v2", result.Checks[^1].Instead);
    }

    [Fact]
    public async Task Rollback_ByHand_FailsOnWhoAndOnTheHistory()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { RollsBackByHand = true });
        Assert.Equal(2, result.Checks.Count(check => !check.Held));
        Assert.False(Check(result, "the guard rolled it back by itself").Held);
        Assert.False(Check(result, "the history has it exactly once").Held);
    }

    [Fact]
    public async Task Rollback_ForAnotherMetric_FailsOnTheBreach() =>
        StepAssert.FailsAlone(
            await ResultAsync(Worsening.Dear, new FakeFaults { BlamesErrors = true }),
            "the guard rolled it back by itself: errors"
        );

    [Fact]
    public async Task Rollback_CanaryKept_FailsOnConfig() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { KeepsCanary = true }), "the canary at 0 %");

    [Fact]
    public async Task Rollback_NotInTheEvaluation_FailsOnEvaluation() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { ForgetsEvaluation = true }), "its evaluation says so");

    [Fact]
    public async Task Rollback_TwiceInTheHistory_FailsOnHistory()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { EntersTwice = true });
        StepAssert.FailsAlone(result, "the history has it exactly once");
        Assert.StartsWith("it has 2: auto by guard, cost", Check(result, "the history has").Instead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_OtherBreachInTheHistory_FailsOnHistory() =>
        StepAssert.FailsAlone(
            await ResultAsync(Worsening.Wrong, new FakeFaults { EntersOtherBreach = true }),
            "the history has it exactly once"
        );

    [Fact]
    public async Task Rollback_NoEvidence_FailsOnEvidence() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { KeepsNoEvidence = true }), "the evidence is kept with it");

    [Theory]
    [InlineData("slow")]
    [InlineData("dear")]
    [InlineData("wrong")]
    public async Task Rollback_EvidenceOfAHealthyV2_FailsOnEvidence(string turns) =>
        StepAssert.FailsAlone(await ResultAsync(Of(turns), new FakeFaults { KeepsHealthyEvidence = true }), "the evidence kept with it");

    [Fact]
    public async Task Rollback_TippedByNoRunOfTheAgents_FailsOnTippingRun() =>
        StepAssert.FailsAlone(
            await ResultAsync(Worsening.Dear, new FakeFaults { TipsUnknownRun = true }),
            "from the end of the leg that tipped it to the rollback, run 01a20dd9"
        );

    [Fact]
    public async Task Rollback_NobodyCutOver_FailsOnCutOver() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Slow, new FakeFaults { CutsNobodyOver = true }), "were cut over");

    [Fact]
    public async Task Rollback_CutOverLate_FailsOnCutOver() =>
        Assert.False(Check(await ResultAsync(Worsening.Slow, new FakeFaults { CutsOverLate = true }), "were cut over").Held);

    [Fact]
    public async Task Rollback_RunsFail_FailsOnAnswers()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { Fails = true });
        Assert.Equal(2, result.Checks.Count(check => !check.Held));
        Assert.False(Check(result, "sent until then were answered").Held);
        Assert.False(Check(result, "sent after were answered").Held);
    }

    [Fact]
    public async Task Rollback_V2ServedAfter_FailsOnReasonAndRecords()
    {
        var result = await ResultAsync(Worsening.Dear, new FakeFaults { IgnoresKillSwitch = true });
        Assert.False(Check(result, "sent after, for the reason kill_switch").Held);
        Assert.False(Check(result, "the audit log has all 30").Held);
    }

    [Fact]
    public async Task Rollback_NothingRecorded_FailsOnRecords() =>
        StepAssert.FailsAlone(await ResultAsync(Worsening.Dear, new FakeFaults { RecordsNothing = true }), "the audit log has all 30");

    [Fact]
    public async Task Rollback_CanaryRunRecordedAfter_FailsOnRecords() =>
        StepAssert.FailsAlone(
            await ResultAsync(Worsening.Dear, new FakeFaults { RecordsLateCanary = true }),
            "the audit log has no run for the canary"
        );

    private static Worsening Of(string turns) => new[] { Worsening.Slow, Worsening.Dear, Worsening.Wrong }.Single(w => w.Turns == turns);

    private static StepCheck Check(StepResult result, string claim) =>
        Assert.Single(result.Checks, check => check.Claim.Contains(claim, StringComparison.Ordinal));

    private static async Task<StepResult> ResultAsync(Worsening worse, FakeFaults faults)
    {
        await using var fixture = await StoryFixture.StartAsync(faults);
        return await RunAsync(fixture, worse);
    }

    private static async Task<StepResult> RunAsync(StoryFixture fixture, Worsening worse)
    {
        await fixture.SetAsync(20);
        return await fixture.RunAsync(new RollbackStep(worse, 8));
    }
}
