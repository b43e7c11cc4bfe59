using static EndToEnd.Attacks.Http2Frames;

namespace EndToEnd.Attacks;

/// <summary>
/// HTTP/2 on the agents' side, HTTP/1.1 on the planners': what a header of the one may hold would be a request in the other.
/// </summary>
public sealed class Http2AttackTests(Http2Fixture fixture) : IClassFixture<Http2Fixture>
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("x-a", "b\r\nX-Hidden: 1")]
    [InlineData("x-a", "b\nX-Hidden: 1")]
    [InlineData("x-a", "b\r\n\r\n" + Hidden)]
    [InlineData("x-a", "b\0c")]
    [InlineData("X-A", "b")]
    [InlineData("connection", "x-planner-role")]
    [InlineData("content-length", "-1")]
    [InlineData(":path", "/hidden")]
    [InlineData(":unknown", "x")]
    public async Task Request_WithAHeaderThatWouldSplit_IsRefused(string name, string value)
    {
        var mark = fixture.Mark();

        var answer = await AskAsync(Request(1, [.. Head("/" + mark), (name, value)]));

        Assert.Equal(Http2Answer.None, answer);
        AssertNothingOf(mark);
    }

    [Theory]
    [InlineData(":method", "GET /hidden HTTP/1.1\r\nX: ")]
    [InlineData(":method", "GE T")]
    [InlineData(":path", "/{0} HTTP/1.1\r\nX: y")]
    [InlineData(":path", "{0}")]
    [InlineData(":path", "")]
    [InlineData(":path", "http://127.0.0.1/{0}")]
    [InlineData(":path", "\\{0}")]
    [InlineData(":authority", "a\r\nX: y")]
    [InlineData(":authority", "user@a")]
    [InlineData(":scheme", "http://x/?")]
    public async Task Request_WithAPseudoHeaderThatWouldSplit_IsRefused(string name, string value)
    {
        var mark = fixture.Mark();
        var head = Head("/" + mark)
            .ConvertAll(header => header.Name == name ? (name, value.Replace("{0}", mark, StringComparison.Ordinal)) : header);

        var answer = await AskAsync(Request(1, head));

        Assert.Equal(Http2Answer.None, answer);
        AssertNothingOf(mark);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("200")]
    public async Task Request_WithALengthThatIsNotItsBodys_NeverEndsAsAWholeOne(string length)
    {
        var mark = fixture.Mark();

        var answer = await AskAsync(Request(1, [.. Head("/" + mark, "POST"), ("content-length", length)], "hi there " + Hidden));

        Assert.NotEqual(200, answer.Status);
        Assert.DoesNotContain(fixture.Site.V1.Marked(mark).Concat(fixture.Site.V2.Marked(mark)), static request => request.Whole);
        AssertNothingHidden();
    }

    [Fact]
    public async Task Request_WithATransferEncoding_IsRefused()
    {
        var mark = fixture.Mark();

        var answer = await AskAsync(Request(1, [.. Head("/" + mark, "POST"), ("transfer-encoding", "chunked")], "0\r\n\r\n" + Hidden));

        Assert.Equal(Http2Answer.Of(400), answer);
        AssertNothingOf(mark);
    }

    [Theory]
    [InlineData("x-planner-role", "forged")]
    [InlineData("x_planner_run_id", "forged")]
    [InlineData("x.planner.role", "forged")]
    [InlineData("x-a\r\nx-planner-role", "forged")]
    [InlineData("x-a: b\r\nx-hidden", "forged")]
    public async Task Request_WithANameThatPlannersWouldMisread_ComesWithoutIt(string name, string value)
    {
        var mark = fixture.Mark();

        var answer = await AskAsync(Request(1, [.. Head("/" + mark), (name, value)]));

        Assert.Equal(Http2Answer.Of(200), answer);
        Assert.DoesNotContain("forged", (await fixture.Site.V1.OneAsync(mark)).Head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", (await fixture.Site.V2.OneAsync(mark)).Head, StringComparison.Ordinal);
        AssertNothingHidden();
    }

    [Fact]
    public async Task Request_WithABodyAndTrailers_IsOneRequestInFramingOfOurs()
    {
        var mark = fixture.Mark();

        var answer = await AskAsync([
            .. Open(1, Head("/" + mark, "POST")),
            .. Frame(Data, 0, 1, System.Text.Encoding.ASCII.GetBytes(Hidden)),
            .. Trailers(1, ("x-planner-role", "forged"), ("x-later", "1")),
        ]);

        Assert.Equal(Http2Answer.Of(200), answer);
        foreach (var planner in new[] { fixture.Site.V1, fixture.Site.V2 })
        {
            var seen = await planner.OneAsync(mark);
            Assert.Equal(Hidden, seen.Body);
            Assert.DoesNotContain("forged", seen.Head, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/guard/status", "127.0.0.1", 401)]
    [InlineData("/guard/status", "evil.example", 400)]
    [InlineData("//guard/status", "127.0.0.1", 404)]
    [InlineData("/%67uard/status", "127.0.0.1", 404)]
    [InlineData("/x/../guard/status", "127.0.0.1", 404)]
    [InlineData("/guard%2fstatus", "127.0.0.1", 404)]
    [InlineData("/guard\\status", "127.0.0.1", 404)]
    [InlineData("/guard /status", "127.0.0.1", 404)]
    [InlineData("/guard;x/status", "127.0.0.1", 404)]
    [InlineData("/\u00ef\u00bd\u0087uard/status", "127.0.0.1", 404)]
    public async Task Request_ForTheGuard_IsReadAsInHttp1(string path, string authority, int status)
    {
        var answer = await AskAsync(Request(1, Head(path, authority: authority)));

        Assert.Equal(Http2Answer.Of(status), answer);
        AssertNothingOf("guard");
    }

    [Fact]
    public async Task Request_WithAHostBesideItsAuthority_IsOfItsAuthority()
    {
        Assert.Equal(
            Http2Answer.Of(400),
            await AskAsync(Request(1, [.. Head("/guard/health", authority: "evil.example"), ("host", "127.0.0.1")]))
        );
        Assert.Equal(
            Http2Answer.Of(400),
            await AskAsync(
                Request(1, [.. Head("/guard/health").Where(static header => header.Name != ":authority"), ("host", "evil.example")])
            )
        );
    }

    [Theory]
    [InlineData("websocket", "/plan", 502, false)]
    [InlineData("websocket", "/plan", 502, true)]
    [InlineData("anything", "/plan", 400, false)]
    [InlineData("websocket", "/guard/status", 405, false)]
    [InlineData(null, null, 400, false)]
    public async Task Connect_OfEveryKind_OpensNoTunnelAndDoesNotFail(string? protocol, string? path, int status, bool ended)
    {
        List<(string Name, string Value)> head = [(":method", "CONNECT"), (":authority", "127.0.0.1")];
        if (protocol is not null)
            head.AddRange([(":scheme", "http"), (":path", path!), (":protocol", protocol), ("sec-websocket-version", "13")]);

        var answer = await AskAsync(
            ended ? Request(1, head) : [.. Open(1, head), .. Frame(Data, 0, 1, System.Text.Encoding.ASCII.GetBytes(Hidden))]
        );

        // The planner answers a WebSocket with 200, as one that speaks none does.
        Assert.Equal(Http2Answer.Of(status), answer);
        AssertNothingHidden();
        Assert.DoesNotContain("failed in the sidecar itself", fixture.Site.Bed.Sidecar.Log, StringComparison.Ordinal);
    }

    private Task<Http2Answer> AskAsync(byte[] frames) => Http2Agent.AskAsync(fixture.Site.Address, frames);

    private void AssertNothingOf(string mark)
    {
        Assert.Empty(fixture.Site.V1.Marked(mark).Concat(fixture.Site.V2.Marked(mark)));
        AssertNothingHidden();
    }

    private void AssertNothingHidden()
    {
        foreach (var planner in new[] { fixture.Site.V1, fixture.Site.V2 })
            Assert.DoesNotContain(planner.Requests, static request => request.StartLine.Contains("hidden", StringComparison.Ordinal));
    }
}
