using EndToEnd.Harness;

namespace EndToEnd;

/// <summary>The way of an ordinary run, and the life of the process.</summary>
public sealed class HarnessTests
{
    [Fact]
    public async Task Plan_OfBothPlanners_IsComparedAndRecorded()
    {
        await using var bed = await Bed.StartAsync();
        bed.V2.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Priority);

        var answer = await bed.PlanAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal(Plans.Triage, answer.Text);
        Assert.Equal("v1", answer["X-Planner-Selected"]);
        Assert.Equal("default", answer["X-Planner-Reason"]);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("compared"));
        Assert.Equal(1, metrics["planner_decision_diff_total{agent_v1=\"inbox_triage\",agent_v2=\"priority\",changed=\"True\"}"]);
        Assert.Equal((1, 0, 0, 1), (bed.V1.Primaries, bed.V1.Shadows, bed.V2.Primaries, bed.V2.Shadows));
        var run = await bed.Guard.RunAsync(answer.RunId);
        Assert.True((bool)run["plan"]!["planner_meta"]!["diff"]!["agent_changed"]!);
    }

    [Fact]
    public async Task Terminate_AfterRuns_ExitsWithZero()
    {
        await using var bed = await Bed.StartAsync();
        await bed.PlanAsync();

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
    }
}
