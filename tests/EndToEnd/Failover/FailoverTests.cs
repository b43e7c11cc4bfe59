using System.Text;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Failover;

/// <summary>v2 fails before its answer began: the agent gets v1's, and no error.</summary>
public sealed class FailoverTests
{
    private const int Requests = 200;
    private const int Agents = 8;

    // Ten failures in a row roll v2 back, as they should: here its failures are wanted.
    private static readonly Dictionary<string, string> Unjudged = new()
    {
        ["REGRESS_MAX_CONSECUTIVE_ERRORS"] = "0",
        ["REGRESS_MIN_SAMPLE"] = "1000000",
    };

    public static TheoryData<string> Faults => ["500", "503", "reset", "garbled", "truncated before a byte"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Plan_V2FailsBeforeItsAnswerBegan_IsAnsweredByV1(string fault)
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100, Environment = Unjudged });
        bed.V1.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Triage);
        bed.V2.Answer = (context, _) => FailAsync(context, fault);

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, Requests);

        Assert.All(answers, static answer => Assert.Equal((200, "v1", "failover"), (answer.Status, answer.Selected, answer.Reason)));
        await bed.Guard.LedgerSettlesAsync(Requests);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(Requests, metrics["planner_selection_total{planner=\"v1\",reason=\"failover\"}"]);
        Assert.Equal(Requests, metrics["planner_failover_total{result=\"spare\"}"]);
        // The spare is used: v1 is asked once a run.
        Assert.Equal(Requests, bed.V1.Count);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, Requests);
    }

    [Fact]
    public async Task Plan_V2Refuses_IsAnsweredByV1()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                CanaryPct = 100,
                V2 = closed.Address,
                Environment = Unjudged,
            }
        );

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, Requests);

        Assert.All(answers, static answer => Assert.Equal((200, "v1", "failover"), (answer.Status, answer.Selected, answer.Reason)));
        await bed.Guard.LedgerSettlesAsync(Requests);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(Requests, metrics["planner_shadow_total{outcome=\"primary_error\"}"]);
        Assert.Equal(Requests, metrics["planner_errors_total{planner=\"v2\",role=\"primary\",kind=\"connect\"}"]);
    }

    [Fact]
    public async Task Plan_V2SilentForTooLong_IsAnsweredByV1()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Planner:FirstByteSeconds", 0.5)],
                CanaryPct = 100,
            }
        );
        bed.V2.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var answer = await bed.PlanAsync();

        Assert.Equal((200, "v1", "failover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_errors_total{planner=\"v2\",role=\"primary\",kind=\"timeout\"}"]);
    }

    [Fact]
    public async Task Plan_LongBodyAndV2Refuses_V1GetsTheWholeBody()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings => settings with { CanaryPct = 100, V2 = closed.Address });
        var body = "{\"goal\":\"" + new string('x', 300_000) + "\"}";

        var answer = await bed.PlanAsync(body);

        Assert.Equal((200, "v1", "failover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        var seen = Assert.Single(bed.V1.Requests);
        Assert.Equal(body, Encoding.UTF8.GetString(seen.Body));
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_failover_total{result=\"asked_again\"}"]);
    }

    [Fact]
    public async Task Plan_V2BreaksOffWithinALongUpload_V1GetsTheWholeBody()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        bed.V2.Answer = static (context, _) => FailAsync(context, "reset");
        var body = "{\"goal\":\"" + new string('x', 900_000) + "\"}";

        var answer = await bed.PlanAsync(body);

        Assert.Equal((200, "v1"), (answer.Status, answer["X-Planner-Selected"]));
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(bed.V1.Requests).Body));
    }

    [Fact]
    public async Task Plan_BodyOverTheCap_V2sFailurePasses()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                Keys = [("Shadow:MaxBodyBytes", 1000)],
                CanaryPct = 100,
                V2 = closed.Address,
            }
        );

        var answer = await bed.PlanAsync("{\"goal\":\"" + new string('x', 5_000) + "\"}");

        Assert.Equal((502, "v2", "canary"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_failover_total{result=\"body_not_captured\"}"]);
        Assert.Empty(bed.V1.Requests);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("")]
    public async Task Plan_BodyOverTheCap_V2s5xxPassesAndIsCounted(string text)
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Shadow:MaxBodyBytes", 1000)],
                CanaryPct = 100,
            }
        );
        bed.V2.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync(text);
        };

        var answer = await bed.PlanAsync("{\"goal\":\"" + new string('x', 5_000) + "\"}");

        Assert.Equal((503, "v2", text), (answer.Status, answer["X-Planner-Selected"], answer.Text));
        await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_failover_total{result=\"body_not_captured\"}"]);
    }

    [Fact]
    public async Task Plan_V2Says429_IsNoFailover()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        bed.V2.Answer = static (context, _) =>
        {
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        };

        var answer = await bed.PlanAsync();

        Assert.Equal((429, "v2"), (answer.Status, answer["X-Planner-Selected"]));
        await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(0, (await bed.Guard.MetricsAsync()).Sum("planner_failover_total"));
    }

    [Fact]
    public async Task Plan_FailoverOff_V2sFailurePasses()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Canary:Failover", false)],
                CanaryPct = 100,
            }
        );
        bed.V2.Answer = static (context, _) => FailAsync(context, "503");

        var answer = await bed.PlanAsync();

        Assert.Equal((503, "v2", "canary"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
    }

    [Fact]
    public async Task Plan_BothFail_SaysSoOfV1()
    {
        using var closed = new ClosedPort();
        await using var bed = await Bed.StartAsync(settings => settings with { CanaryPct = 100, V1 = closed.Address, V2 = closed.Address });

        var answer = await bed.PlanAsync();

        Assert.Equal(502, answer.Status);
        Assert.Contains("planner v1", answer.Text, StringComparison.Ordinal);
        await bed.Guard.LedgerSettlesAsync(1);
    }

    [Fact]
    public async Task Plan_NotMirrored_V1IsAskedAgain()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Shadow:Percent", 0)], CanaryPct = 100 });
        bed.V2.Answer = static (context, _) => FailAsync(context, "500");

        var answer = await bed.PlanAsync();

        Assert.Equal((200, "v1", "failover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.Equal("primary", Assert.Single(bed.V1.Requests).Role);
    }

    [Fact]
    public async Task Plan_SpareStillComing_IsFollowedAsItComes()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.V1.Answer = async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2");
            await context.Response.WriteAsync("data: {\"step\":\"read\"}\n\n");
            await gate.Task;
            await context.Response.WriteAsync($"data: {Plans.Triage}\n\n");
        };
        bed.V2.Answer = static (context, _) => FailAsync(context, "500");

        using var request = Traffic.Plan();
        using var response = await bed.Agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync().WaitAsync(Patience.Limit);
        gate.SetResult();
        var rest = await reader.ReadToEndAsync().WaitAsync(Patience.Limit);

        Assert.Equal("data: {\"step\":\"read\"}", first);
        Assert.Contains(Plans.Triage, rest, StringComparison.Ordinal);
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("failover", response.Headers.GetValues("X-Planner-Reason").Single());
    }

    [Fact]
    public async Task Plan_V2BreaksOffAfterItsAnswerBegan_TheAgentSeesIt()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.V2.Answer = async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"agent\":");
            await context.Response.Body.FlushAsync();
            // A reset would take back what is still on its way.
            await began.Task;
            context.Abort();
        };
        using var request = Traffic.Plan();
        using var response = await bed.Agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        began.SetResult();

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        await bed.Guard.LedgerSettlesAsync(1);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(1, metrics["planner_selection_total{planner=\"v2\",reason=\"canary\"}"]);
        Assert.Equal(1, metrics["planner_errors_total{planner=\"v2\",role=\"primary\",kind=\"truncated\"}"]);
    }

    private static async Task FailAsync(HttpContext context, string fault)
    {
        switch (fault)
        {
            case "500" or "503":
                context.Response.StatusCode = int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture);
                await context.AnswerJsonAsync("{\"error\":\"no\"}");
                break;
            case "truncated before a byte":
                context.Response.ContentLength = 1000;
                await context.Response.StartAsync();
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            default:
                context.Abort();
                break;
        }
    }
}
