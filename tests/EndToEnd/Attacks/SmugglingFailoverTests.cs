namespace EndToEnd.Attacks;

/// <summary>A body is sent a second time where v2 fails: then, too, nothing in it becomes a request.</summary>
public sealed class SmugglingFailoverTests
{
    private const string Hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("on", "Content-Length: 38", Hidden, Hidden)]
    [InlineData("on", "Transfer-Encoding: chunked", "26;a=b\r\n" + Hidden + "\r\n0\r\nX: y\r\n\r\n", Hidden)]
    [InlineData("off", "Content-Length: 38", Hidden, Hidden)]
    [InlineData("off", "Transfer-Encoding: chunked", "26;a=b\r\n" + Hidden + "\r\n0\r\nX: y\r\n\r\n", Hidden)]
    public async Task Request_V2Fails_V1GetsItOnceInFramingOfOurs(string mirror, string headers, string body, string passed)
    {
        await using var site = await AttackSite.StartAsync(settings =>
            settings with
            {
                CanaryPct = 100,
                Keys = [("ReverseProxy:Routes:planner:Transforms:0:Mirror", mirror)],
            }
        );
        site.V2.Answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

        var answers = await site.ExchangeAsync($"POST /mark HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n\r\n{body}");

        Assert.Equal([200], RawAgent.Statuses(answers));
        Assert.Contains("X-Planner-Reason: failover", answers, StringComparison.Ordinal);
        Assert.Equal(passed, (await site.V1.OneAsync("/mark")).Body);
        Assert.Equal(passed, (await site.V2.OneAsync("/mark")).Body);
        Assert.Equal((1, 1), (site.V1.Requests.Count, site.V2.Requests.Count));
    }
}
