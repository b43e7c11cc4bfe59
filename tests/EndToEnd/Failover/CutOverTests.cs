using EndToEnd.Harness;

namespace EndToEnd.Failover;

/// <summary>The kill switch, a silent v2 and the bound on v2, while runs are under way.</summary>
public sealed class CutOverTests
{
    private const int Agents = 64;

    [Fact]
    public async Task PutKillSwitch_RunsOnASlowV2_AreAnsweredByV1()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        bed.V2.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var asking = Traffic.SendAsync(bed.Sidecar.Address, Agents, Agents);
        await Patience.UntilAsync(
            () => Task.FromResult(bed.V2.Count),
            count => count == Agents,
            count => $"{Agents} runs on v2; there are {count}"
        );

        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        var answers = await asking;

        Assert.All(answers, static answer => Assert.Equal((200, "v1", "cutover"), (answer.Status, answer.Selected, answer.Reason)));
        await bed.Guard.LedgerSettlesAsync(Agents);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(Agents, metrics["planner_shadow_total{outcome=\"cut_over\"}"]);
        Assert.Equal(0, metrics.Sum("planner_errors_total"));
        Assert.Equal(Agents, bed.V1.Count);
    }

    [Fact]
    public async Task PutKillSwitch_AnswerHadBegun_RunsToItsEnd()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.V2.Answer = async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "data: {}\n\n");
            await gate.Task;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $"data: {Plans.Priority}\n\n");
        };
        using var request = Traffic.Plan();
        using var response = await bed.Agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        gate.SetResult();

        Assert.Contains(Plans.Priority, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("canary", response.Headers.GetValues("X-Planner-Reason").Single());
    }

    [Fact]
    public async Task KillSwitch_FlippedUnderLoad_EveryAgentIsAnsweredOnceAndWhole()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        await using var traffic = Traffic.Start(bed.Sidecar.Address, Agents);
        for (var i = 0; i < 20; i++)
        {
            await traffic.MoreAsync(50);
            await bed.Guard.PutAsync("""{"kill_switch":true}""");
            await traffic.MoreAsync(20);
            await bed.Guard.PutAsync("""{"kill_switch":false}""");
        }

        var answers = await traffic.StopAsync();

        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        await bed.Guard.LedgerSettlesAsync(answers.Count);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, answers.Count);
    }

    [Fact]
    public async Task Hedge_V2SilentWhileV1sAnswerIsThere_IsAnsweredByV1()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Canary:HedgeAfterMs", 50)],
                CanaryPct = 100,
            }
        );
        bed.V2.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, 4, 20);

        Assert.All(answers, static answer => Assert.Equal((200, "v1", "hedge"), (answer.Status, answer.Selected, answer.Reason)));
        await bed.Guard.LedgerSettlesAsync(20);
        Assert.Equal(20, (await bed.Guard.MetricsAsync())["planner_shadow_total{outcome=\"hedged\"}"]);
    }

    [Fact]
    public async Task MaxConcurrentV2_MoreRunsAtATime_GoToV1()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Canary:MaxConcurrentV2", 3)],
                CanaryPct = 100,
            }
        );
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.V2.Answer = async (context, seen) =>
        {
            if (seen.Role == "primary")
                await gate.Task;
            await context.AnswerJsonAsync(Plans.Priority);
        };
        var asking = Traffic.SendAsync(bed.Sidecar.Address, 10, 10);
        await Patience.UntilAsync(
            () => Task.FromResult(bed.V1.Primaries),
            count => count == 7,
            count => $"7 runs on v1; there are {count}"
        );
        gate.SetResult();

        var answers = await asking;

        Assert.Equal(3, answers.Count(static answer => answer is { Selected: "v2", Reason: "canary" }));
        Assert.Equal(7, answers.Count(static answer => answer is { Selected: "v1", Reason: "default" }));
        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);
    }
}
