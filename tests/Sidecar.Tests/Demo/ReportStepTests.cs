using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class ReportStepTests
{
    [Fact]
    public async Task Report_HonestSidecar_HoldsAndShowsItsKeyLines()
    {
        var result = await ResultAsync(new FakeFaults());
        Assert.All(result.Checks, check => Assert.True(check.Held, $"{check.Claim}: {check.Instead}"));
        var runs = result.Seen.Split(' ')[0];
        Assert.Equal($"{runs} runs, 2 rollbacks", result.Seen);
        Assert.Equal("Planner Weekly Report — 2026-W48", result.Lines[0]);
        Assert.Equal($"Total Runs: {runs}", result.Lines[1]);
        Assert.StartsWith("V1 (original): ", result.Lines[2], StringComparison.Ordinal);
        Assert.StartsWith("V2 (canary): ", result.Lines[3], StringComparison.Ordinal);
        Assert.Equal("Agent change rate: 15.4% (V1 vs V2 chose different agents)", result.Lines[4]);
        Assert.Equal("Rollbacks: 2 in all: 2 automatic, 0 manual.", result.Lines[5]);
        Assert.Equal("⚠️ Find the cause before V2 gets more traffic - Rolled back 2 time(s)", result.Lines[6]);
    }

    [Theory]
    [InlineData("# Planner Weekly Report", "# Report", "the report has its title")]
    [InlineData("**Total Runs:** ", "**Total Runs:** 1", "runs that the agents sent")]
    [InlineData("**Total Runs:**", "**Runs:**", "runs that the agents sent")]
    [InlineData("- V2 (canary): ", "- V2 (canary): 9", "who answered them")]
    [InlineData("- V1 (original): ", "- V1 (original): 9", "who answered them")]
    [InlineData("cost (V2: 3.1¢", "cost (V2: 3.2¢", "2 rollbacks too, each with its breach")]
    [InlineData(
        "## Recommendations",
        "- 2026-11-20 09:00 UTC, manual, by ana\n## Recommendations",
        "2 rollbacks too, each with its breach"
    )]
    public async Task Report_SaysOtherwise_FailsOnThat(string from, string to, string claim) =>
        StepAssert.FailsAlone(await ResultAsync(new FakeFaults { Reports = (from, to) }), claim);

    [Fact]
    public async Task Report_MetricsCountAnotherRollback_FailsOnMetrics() =>
        StepAssert.FailsAlone(await ResultAsync(new FakeFaults { CountsManualRollback = true }), "planner_rollback_total has the 2");

    [Fact]
    public async Task Report_NoRollbackSeen_FailsAsVacuous()
    {
        await using var fixture = await StoryFixture.StartAsync();
        await fixture.Story.SendAsync(10, CancellationToken.None);
        var result = await fixture.RunAsync(new ReportStep());
        Assert.Equal(2, result.Checks.Count(check => !check.Held));
    }

    private static async Task<StepResult> ResultAsync(FakeFaults faults)
    {
        await using var fixture = await StoryFixture.StartAsync(faults);
        await fixture.SetAsync(20);
        await fixture.RunAsync(new RollbackStep(Worsening.Dear, 8));
        await fixture.RunAsync(new RecoveryStep(Worsening.Dear, 20, 20));
        await fixture.RunAsync(new RollbackStep(Worsening.Slow, 8));
        return await fixture.RunAsync(new ReportStep());
    }
}
