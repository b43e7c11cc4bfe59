using System.Text;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Mirroring;

/// <summary>Event streams: each event arrives when it was sent, and the last plan of the stream is the decision.</summary>
public sealed class EventStreamTests
{
    private const string Thinking = """{"status":"thinking"}""";

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Stream_EachEvent_ArrivesBeforeTheNextIsSent(Seat seat)
    {
        await using var bed = await seat.BedAsync();
        var gates = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        bed.In(seat).Answer = async (context, _) =>
        {
            await SendAsync(context, Thinking);
            await gates[0].Task;
            await SendAsync(context, Plans.Triage);
            await gates[1].Task;
            await SendAsync(context, "[DONE]");
        };

        using var stream = await AgentStream.OpenAsync(bed);
        Assert.Equal(Thinking, await stream.NextAsync());
        gates[0].SetResult();
        Assert.Equal(Plans.Triage, await stream.NextAsync());
        gates[1].SetResult();
        Assert.Equal("[DONE]", await stream.NextAsync());
        Assert.Null(await stream.NextAsync());

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
    }

    [Fact]
    public async Task Stream_SeveralPlans_TheLastIsTheDecision()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) => SendAsync(context, Thinking, Plans.Triage, Plans.Priority, Thinking, "[DONE]");
        bed.V2.Answer = static (context, _) => SendAsync(context, Plans.Priority, Plans.Of("knowledge"), "[DONE]");

        using var stream = await AgentStream.OpenAsync(bed);
        var events = new List<string?>();
        while (await stream.NextAsync() is { } next)
            events.Add(next);

        Assert.Equal([Thinking, Plans.Triage, Plans.Priority, Thinking, "[DONE]"], events);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        var run = await bed.Guard.RunAsync(stream.RunId);
        var shadow = run["plan"]!["planner_meta"]!["shadow"]!;
        Assert.Equal(("priority", "knowledge"), ((string)run["agent"]!, (string)shadow["agent"]!));
    }

    [Fact]
    public async Task Stream_AgentLeavesAfterThePlan_IsCompared()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static async (context, _) =>
        {
            await SendAsync(context, Plans.Triage);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        using (var stream = await AgentStream.OpenAsync(bed))
            Assert.Equal(Plans.Triage, await stream.NextAsync());

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("compared"), metrics.Sum("planner_errors_total")));
    }

    [Fact]
    public async Task Stream_AgentLeavesBeforeThePlan_IsAborted()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static async (context, _) =>
        {
            await SendAsync(context, Thinking);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        using (var stream = await AgentStream.OpenAsync(bed))
            Assert.Equal(Thinking, await stream.NextAsync());

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("request_aborted"), metrics.Sum("planner_errors_total")));
    }

    [Fact]
    public async Task Stream_ShadowsDeadlineAfterThePlan_IsCompared()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Shadow:TimeoutSeconds", 1)] });
        bed.V2.Answer = static async (context, _) =>
        {
            await SendAsync(context, Plans.Priority);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        await bed.PlanAsync();

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("compared"), metrics.Sum("planner_errors_total")));
    }

    private static async Task SendAsync(HttpContext context, params string[] events)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        foreach (var data in events)
        {
            await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private sealed class AgentStream(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public string RunId => response.Headers.GetValues("X-Planner-Run-Id").Single();

        public static async Task<AgentStream> OpenAsync(Bed bed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/plan") { Content = new StringContent("{}") };
            request.Headers.Accept.ParseAdd("text/event-stream");
            var response = await bed.Agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new AgentStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8));
        }

        /// <summary>The data of the next event; null at the end.</summary>
        public async Task<string?> NextAsync()
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return line[6..];
            }

            return null;
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
