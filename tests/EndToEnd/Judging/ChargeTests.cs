using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Judging;

/// <summary>Nobody is charged with what he did not do.</summary>
public sealed class ChargeTests
{
    [Fact]
    public async Task Plan_AgentLeavesWhileItFollowsTheSpare_V1IsNotCharged()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        bed.V2.Fails();
        bed.V1.Answer = static async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            // Goes on until whoever listens is gone.
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("data: {\"step\":\"read\"}\n\n", context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
            }
        };
        string runId;
        using (var request = Traffic.Plan())
        using (var response = await bed.Agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            runId = response.Headers.GetValues("X-Planner-Run-Id").Single();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            for (var line = 0; line < 5; line++)
                await reader.ReadLineAsync().WaitAsync(Patience.Limit);
        }

        var meta = (await bed.Guard.RunAsync(runId))["plan"]!["planner_meta"]!;

        Assert.Equal(("v1", "failover"), ((string?)meta["selected"], (string?)meta["reason"]));
        Assert.Null(meta["failure"]);
        Assert.True((bool)meta["inconclusive"]!);
        // v2 did fail, whatever the agent did afterwards.
        Assert.Equal("http_5xx", (string?)meta["shadow_failure"]);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(1, metrics["planner_errors_total{planner=\"v2\",role=\"primary\",kind=\"http_5xx\"}"]);
        Assert.Equal(1, metrics.Sum("planner_errors_total"));
        var stats = (await bed.Guard.StatusAsync())["stats"]!;
        Assert.Equal((1, 100.0), ((int)stats["v2"]!["samples"]!, (double)stats["v2"]!["error_rate_pct"]!));
    }
}
