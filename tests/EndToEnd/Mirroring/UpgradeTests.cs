using System.Net.WebSockets;
using System.Text;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EndToEnd.Mirroring;

/// <summary>Two-way connections pass through and are never mirrored.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task Request_WebSocket_EchoesAndIsNotMirrored()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) => EchoAsync(context);

        await AssertEchoesAsync(bed);

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("upgrade"), metrics.Sum("planner_errors_total")));
        Assert.Equal((1, 0), (bed.V1.Count, bed.V2.Count));
    }

    [Fact]
    public async Task Request_WebSocketToAPlannerOfHttp2_Echoes()
    {
        await using var planner = await FakePlanner.StartAsync(protocols: HttpProtocols.Http2);
        planner.Answer = static (context, _) => EchoAsync(context);
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V1 = planner.Address,
                Keys =
                [
                    ("ReverseProxy:Clusters:v1:HttpRequest:Version", "2"),
                    ("ReverseProxy:Clusters:v1:HttpRequest:VersionPolicy", "RequestVersionExact"),
                ],
            }
        );

        await AssertEchoesAsync(bed);

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("upgrade"), metrics.Sum("planner_errors_total")));
    }

    [Fact]
    public async Task Request_WebSocketRefused_PassesTheRefusal()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        using var agent = new ClientWebSocket();
        agent.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() =>
            agent.ConnectAsync(new Uri($"ws://{bed.Sidecar.Address.Authority}/talk"), CancellationToken.None)
        );

        Assert.Equal(403, (int)agent.HttpStatusCode);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("upgrade"));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("reset")]
    [InlineData("503")]
    [InlineData("silent")]
    public async Task Request_WebSocketThatV2FailsToOpen_IsOpenedByV1(string fault)
    {
        await using var v2 = FaultyPlanner.Start(WireFaults.Named(fault));
        await using var bed = await v2.SeatAsync(Seat.SelectedV2, Seat.SelectedV2.Deadline());
        bed.V1.Answer = static (context, _) => EchoAsync(context);

        await AssertEchoesAsync(bed);

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("upgrade"));
        Assert.Equal(1, metrics["planner_failover_total{result=\"asked_again\"}"]);
        Assert.Equal(1, metrics["planner_selection_total{planner=\"v1\",reason=\"failover\"}"]);
    }

    [Fact]
    public async Task PutKillSwitch_WebSocketThatV2HasNotOpened_IsOpenedByV1()
    {
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("silent"));
        await using var bed = await v2.SeatAsync(Seat.SelectedV2);
        bed.V1.Answer = static (context, _) => EchoAsync(context);

        var echoing = AssertEchoesAsync(bed);
        await Patience.UntilAsync(() => Task.FromResult(v2.Requests), static count => count == 1, static _ => "the request at v2");
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        await echoing;

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics["planner_selection_total{planner=\"v1\",reason=\"cutover\"}"]);
    }

    [Fact]
    public async Task PutKillSwitch_WebSocketThatV2HasOpened_StaysOpen()
    {
        await using var bed = await Seat.SelectedV2.BedAsync();
        bed.V2.Answer = static (context, _) => EchoAsync(context);

        await AssertEchoesAsync(bed, () => bed.Guard.PutAsync("""{"kill_switch":true}"""));

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics["planner_selection_total{planner=\"v2\",reason=\"canary\"}"]);
        Assert.Equal((0, 1), (bed.V1.Count, bed.V2.Count));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("503")]
    public async Task Request_GrpcThatV2Fails_IsAnsweredByV1WithTheWholeBody(string fault)
    {
        await using var v2 = FaultyPlanner.Start(WireFaults.Named(fault));
        await using var bed = await v2.SeatAsync(Seat.SelectedV2);

        var answer = await bed.PlanAsync("the message", static request => request.Content!.Headers.ContentType = new("application/grpc"));

        Assert.Equal((200, "failover"), (answer.Status, answer["X-Planner-Reason"]));
        Assert.Equal("the message", Assert.Single(bed.V1.Requests).Text);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("upgrade"));
    }

    // Sends between the two what is to happen while the socket is open.
    private static async Task AssertEchoesAsync(Bed bed, Func<Task>? meanwhile = null)
    {
        using var agent = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Patience.Limit);
        await agent.ConnectAsync(new Uri($"ws://{bed.Sidecar.Address.Authority}/talk"), limit.Token);
        var echoes = new List<string>();
        foreach (var text in new[] { "one", "two" })
        {
            await agent.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
            var buffer = new byte[64];
            var received = await agent.ReceiveAsync(buffer, limit.Token);
            echoes.Add(Encoding.UTF8.GetString(buffer, 0, received.Count));
            if (meanwhile is not null)
                await meanwhile();
        }

        await agent.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        Assert.Equal(["one", "two"], echoes);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}
