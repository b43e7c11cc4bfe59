using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>
/// Ways to a connection that the sidecar does not read any more: a planner, or /guard, would then be spoken to without it.
/// </summary>
public sealed class TunnelTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    private const string WebSocket =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    [Theory]
    [InlineData("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n")]
    [InlineData("Connection: Upgrade\r\nUpgrade: h2c, websocket\r\n")]
    [InlineData("Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n")]
    [InlineData("Connection: Upgrade\r\nUpgrade: anything\r\n")]
    public async Task Request_UpgradeToAnythingElse_IsAnOrdinaryRun(string headers)
    {
        var site = fixture.At(Seat.SelectedV1);
        var (first, second) = (fixture.Mark(), fixture.Mark());

        var answers = await site.ExchangeAsync(
            $"GET /{first} HTTP/1.1\r\nHost: a\r\n{headers}\r\nGET /{second} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        );

        Assert.Equal([200, 200], RawAgent.Statuses(answers));
        var seen = await site.V1.OneAsync(first);
        Assert.Equal((null, null, null), (seen["Connection"], seen["Upgrade"], seen["HTTP2-Settings"]));
        Assert.NotNull((await site.V1.OneAsync(second))["X-Planner-Run-Id"]);
    }

    [Fact]
    public async Task Request_WebSocketThatThePlannerDoesNotOpen_LeavesNoTunnel()
    {
        var site = fixture.At(Seat.SelectedV1);
        var (first, second) = (fixture.Mark(), fixture.Mark());

        // The planner answers 200: who took the agent's word for it would pass on as bytes what follows.
        var answers = await site.ExchangeAsync(
            $"GET /{first} HTTP/1.1\r\nHost: a\r\n{WebSocket}\r\n"
                + $"GET /{second} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Planner-Role: forged\r\n\r\n"
        );

        Assert.Equal([200, 200], RawAgent.Statuses(answers));
        Assert.NotNull(await site.V1.OneAsync(first));
        Assert.Equal("primary", (await site.V1.OneAsync(second))["X-Planner-Role"]);
    }

    [Theory]
    [InlineData("DELETE", "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n")]
    [InlineData("POST", "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n")]
    [InlineData("DELETE", WebSocket)]
    [InlineData("GET", WebSocket)]
    public async Task Request_UpgradeByAnyMethod_ReachesThePlannerByIt(string method, string headers)
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();

        var answers = await site.ExchangeAsync($"{method} /{mark} HTTP/1.1\r\nHost: a\r\n{headers}\r\nGET /x HTTP/1.1\r\n\r\n");

        // The second request has no Host, so that the connection ends.
        Assert.Equal([200, 400], RawAgent.Statuses(answers));
        Assert.StartsWith(method + " ", (await site.V1.OneAsync(mark)).StartLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT {1} HTTP/1.1\r\nHost: {1}\r\n\r\n")]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n")]
    [InlineData("CONNECT /{0} HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("CONNECT http://{1}/{0} HTTP/1.1\r\nHost: {1}\r\n\r\n")]
    public async Task Request_Connect_OpensNoTunnel(string request)
    {
        // The agent's Host is what CONNECT would go to.
        await using var site = await AttackSite.WithAsync(
            (
                "ReverseProxy:Routes:planner:Transforms",
                new JsonArray(new JsonObject { ["CanarySplit"] = "v2" }, new JsonObject { ["RequestHeaderOriginalHost"] = "true" })
            )
        );

        var answers = await site.ExchangeAsync(
            request
                .Replace("{0}", "mark", StringComparison.Ordinal)
                .Replace("{1}", new Uri(site.V1.Address).Authority, StringComparison.Ordinal)
                + "GET /after HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        );

        Assert.Equal(400, RawAgent.Statuses(answers)[0]);
        Assert.DoesNotContain(
            site.V1.Requests.Concat(site.V2.Requests),
            static seen => seen.StartLine.StartsWith("CONNECT", StringComparison.Ordinal)
        );
        // What followed was read by the sidecar, or not at all.
        Assert.All(site.V1.Requests, static seen => Assert.NotNull(seen["X-Planner-Run-Id"]));
    }

    [Theory]
    [InlineData("/guard/status", 401)]
    [InlineData("/guard/config", 405)]
    [InlineData("/guard/nothing", 404)]
    [InlineData("//guard/status", 404)]
    public async Task Request_WebSocketToTheGuard_IsAnsweredAsAnyRequest(string target, int status)
    {
        var site = fixture.At(Seat.SelectedV1);

        var answers = await site.ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{WebSocket}\r\nGET /x HTTP/1.1\r\n\r\n");

        // The second request has no Host: whoever reads it refuses it. A tunnel would take it as bytes.
        Assert.Equal([status, 400], RawAgent.Statuses(answers));
        Assert.Empty(site.V1.Marked("guard").Concat(site.V2.Marked("guard")));
    }
}
