using EndToEnd.Harness;

namespace EndToEnd.Routing;

/// <summary>v1 fails before its answer: the agent gets a problem of the sidecar, with the run's id.</summary>
public sealed class FailingPrimaryTests
{
    [Fact]
    public async Task Plan_V1Down_Is502Problem()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings => settings with { V1 = closed.Address });

        var answer = await bed.PlanAsync();

        AssertProblem(answer, 502);
        Assert.Contains("v1", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("primary_error"));
        Assert.Equal("planner_errors_total{planner=\"v1\",role=\"primary\",kind=\"connect\"} 1", metrics.Show("planner_errors_total"));
        Assert.Equal(502, (int)(await bed.Guard.RunAsync(answer.RunId))["status"]!);
    }

    [Fact]
    public async Task Plan_V1DownBeforeTheBodyPassed_Is502AndTheRunIsInTheLedger()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings => settings with { V1 = closed.Address });

        var answer = await bed.PlanAsync(new string('x', 200_000));

        AssertProblem(answer, 502);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("request_incomplete"));
        Assert.Equal(0, bed.V2.Count);
    }

    [Fact]
    public async Task Plan_V1Silent_Is504Problem()
    {
        await using var silent = RawPlanner.Silent();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V1 = silent.Address,
                Keys = [("Planner:FirstByteSeconds", 0.5)],
            }
        );

        var answer = await bed.PlanAsync();

        AssertProblem(answer, 504);
        Assert.Contains("Planner:FirstByteSeconds", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("primary_error"));
        Assert.Equal("planner_errors_total{planner=\"v1\",role=\"primary\",kind=\"timeout\"} 1", metrics.Show("planner_errors_total"));
    }

    [Fact]
    public async Task Plan_V1ClosesWithoutAnAnswer_Is502Problem()
    {
        await using var closing = RawPlanner.Answering();
        await using var bed = await Bed.StartAsync(settings => settings with { V1 = closing.Address });

        AssertProblem(await bed.PlanAsync(), 502);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("primary_error"));
    }

    [Fact]
    public async Task Plan_V1AnswersWithWhatIsNoHttp_Is502Problem()
    {
        await using var garbage = RawPlanner.Answering("\x16\x03 what is this\r\n\r\n"u8.ToArray());
        await using var bed = await Bed.StartAsync(settings => settings with { V1 = garbage.Address });

        AssertProblem(await bed.PlanAsync(), 502);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("primary_error"));
    }

    [Fact]
    public async Task Plan_V1Answers503_PassesItOnAsItIs()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            return context.AnswerJsonAsync("""{"busy":true}""");
        };

        var answer = await bed.PlanAsync();

        Assert.Equal((503, "7", """{"busy":true}"""), (answer.Status, answer["Retry-After"], answer.Text));
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("primary_error"));
    }

    [Fact]
    public async Task Plan_ShadowDown_AgentSeesNothingOfIt()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings => settings with { V2 = closed.Address });

        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("shadow_error"));
        Assert.Equal("planner_errors_total{planner=\"v2\",role=\"shadow\",kind=\"connect\"} 1", metrics.Show("planner_errors_total"));
    }

    [Fact]
    public async Task Plan_ShadowSilent_AgentDoesNotWaitForIt()
    {
        await using var silent = RawPlanner.Silent();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V2 = silent.Address,
                Keys = [("Shadow:TimeoutSeconds", 1)],
            }
        );

        // The shadow is still open when the agent has its answer: nothing has been counted of the run.
        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);
        Assert.Equal(0, (await bed.Guard.MetricsAsync()).Sum("planner_shadow_total"));

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("shadow_timeout"));
    }

    private static void AssertProblem(AgentAnswer answer, int status)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer["Content-Type"]?.Split(';')[0]));
        Assert.Equal(status, (int)answer.Json["status"]!);
        Assert.Equal(answer.RunId, (string)answer.Json["run_id"]!);
        Assert.NotEmpty((string)answer.Json["title"]!);
        Assert.Equal(("v1", "default"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
    }
}
