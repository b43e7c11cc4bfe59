using System.Net.WebSockets;
using System.Text;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Mirroring;

/// <summary>Two-way connections pass through and are never mirrored.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task Request_WebSocket_EchoesAndIsNotMirrored()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) => EchoAsync(context);
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
        }

        await agent.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);

        Assert.Equal(["one", "two"], echoes);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("upgrade"), metrics.Sum("planner_errors_total")));
        Assert.Equal((1, 0), (bed.V1.Count, bed.V2.Count));
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
