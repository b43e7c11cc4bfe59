using System.Security.Cryptography;
using EndToEnd.Harness;

namespace EndToEnd.Mirroring;

/// <summary>Requests of every shape: both planners get the same.</summary>
public sealed class RequestShapeTests(SharedBed shared) : IClassFixture<SharedBed>
{
    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("POST", true)]
    [InlineData("PUT", true)]
    [InlineData("PATCH", true)]
    [InlineData("DELETE", false)]
    [InlineData("DELETE", true)]
    [InlineData("PROPFIND", true)]
    public async Task Request_AnyMethod_ReachesBoth(string method, bool body)
    {
        var bed = await shared.BedAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/plan/1?x=2");
        if (body)
            request.Content = new StringContent("{\"goal\":1}", System.Text.Encoding.UTF8, "application/json");

        var answer = await bed.SendAsync(request);

        Assert.Equal((200, method == "HEAD" ? "" : Plans.Triage), (answer.Status, answer.Text));
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        // HEAD has no body to compare.
        Assert.Equal(1, metrics.Outcome(method == "HEAD" ? "not_a_plan" : "compared"));
        Assert.Equal(0, metrics.Sum("planner_errors_total"));
        AssertSame(bed, method, "/plan/1?x=2", body ? "{\"goal\":1}" : "");
    }

    [Fact]
    public async Task Request_Chunked_ReachesBoth()
    {
        var bed = await shared.BedAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync("POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        await agent.WriteAsync("5\r\nhello\r\n");
        await agent.WriteAsync("6;ext=1\r\n world\r\n0\r\n\r\n");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, Plans.Triage), (answer.Status, answer.Text));
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        AssertSame(bed, "POST", "/plan", "hello world");
    }

    [Fact]
    public async Task Request_EmptyBody_ReachesBoth()
    {
        var bed = await shared.BedAsync();

        await bed.PlanAsync("");

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        AssertSame(bed, "POST", "/plan", "");
        Assert.Equal(("0", "0"), (bed.V1.Requests[0]["Content-Length"], bed.V2.Requests[0]["Content-Length"]));
    }

    [Fact]
    public async Task Request_EmptyChunkedBody_ReachesBoth()
    {
        var bed = await shared.BedAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync("POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        Assert.Equal(200, (await agent.ReadAnswerAsync()).Status);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        AssertSame(bed, "POST", "/plan", "");
    }

    [Fact]
    public async Task Request_OfHttp10_IsAnsweredWithoutChunks()
    {
        var bed = await shared.BedAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync("POST /plan HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, Plans.Triage, null), (answer.Status, answer.Text, answer["Transfer-Encoding"]));
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        AssertSame(bed, "POST", "/plan", "{}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_FiveMegabytes_PassesWholeAndIsNotMirrored(bool chunked)
    {
        var body = RandomNumberGenerator.GetBytes(5_000_000);
        var bed = await shared.BedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plan") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await bed.SendAsync(request);

        Assert.Equal(Plans.Triage, answer.Text);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("body_too_large"));
        Assert.True(body.AsSpan().SequenceEqual(Assert.Single(bed.V1.Requests).Body));
        Assert.Equal(0, bed.V2.Count);
    }

    [Theory]
    [InlineData(1_048_576, "compared")]
    [InlineData(1_048_577, "body_too_large")]
    public async Task Request_AtTheCap_IsMirroredAndAboveItNot(int length, string outcome)
    {
        var bed = await shared.BedAsync();

        await bed.PlanAsync(new string('x', length));

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome(outcome));
        Assert.Equal(length, Assert.Single(bed.V1.Requests).Body.Length);
    }

    [Theory]
    [InlineData("/plan?a=1&a=2&b=%20%2B+%26&empty=&flag")]
    [InlineData("/a%2Fb/c%20d/%C3%A9?q=%2F")]
    [InlineData("/plan;v=1/(x)/@y:z,!$&'*+=~?x=a/b?c")]
    [InlineData("/a%252Fb%2520c")]
    [InlineData("/a%2fb%2F?q=%25")]
    [InlineData("/plan//double/")]
    [InlineData("/plan?")]
    public async Task Request_AnyTarget_ReachesBothAsItCame(string target)
    {
        var bed = await shared.BedAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(RawRequests.Of("GET", target));

        Assert.Equal(200, (await agent.ReadAnswerAsync()).Status);
        await bed.Guard.LedgerSettlesAsync(1);
        AssertSame(bed, "GET", target, "");
    }

    [Fact]
    public async Task Request_Headers_ReachBothAlike()
    {
        var bed = await shared.BedAsync();

        await bed.PlanAsync(change: static request =>
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer of-the-agent");
            request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
            request.Headers.TryAddWithoutValidation("Cookie", "a=1; b=2");
            request.Headers.TryAddWithoutValidation("Accept", ["application/json", "text/plain"]);
        });

        await bed.Guard.LedgerSettlesAsync(1);
        string[] differ = ["X-Planner-Role", "X-Planner-Version", "Host"];
        var v1 = Assert.Single(bed.V1.Requests);
        var v2 = Assert.Single(bed.V2.Requests);
        Assert.Equal(Shown(v1), Shown(v2));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", v1["traceparent"]);
        Assert.Equal("203.0.113.9,127.0.0.1", v1["X-Forwarded-For"]?.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal((new Uri(bed.V1.Address).Authority, new Uri(bed.V2.Address).Authority), (v1["Host"], v2["Host"]));

        IEnumerable<string> Shown(SeenRequest seen) =>
            seen
                .Headers.Where(header => !differ.Contains(header.Key))
                .Select(static header => $"{header.Key}: {string.Join(',', header.Value)}")
                .Order(StringComparer.Ordinal);
    }

    private static void AssertSame(Bed bed, string method, string target, string body)
    {
        foreach (var planner in new[] { bed.V1, bed.V2 })
        {
            var seen = Assert.Single(planner.Requests);
            Assert.Equal((method, target, body), (seen.Method, seen.Target, seen.Text));
        }
    }
}
