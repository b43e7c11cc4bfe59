namespace EndToEnd.Attacks;

/// <summary>With <c>Guard:Urls</c> nothing of the operators' is on the agents' port, whatever is asked and in whoever's name.</summary>
public sealed class SeparateGuardTests(SeparateGuardFixture fixture) : IClassFixture<SeparateGuardFixture>
{
    public static TheoryData<string> Targets =>
        [
            .. PathTricks.Targets,
            "/guard",
            "/guard/",
            "/guard/status",
            "/guard/config",
            "/guard/health",
            "/guard/health/live",
            "/guard/health/ready",
            "/guard/openapi.json",
            "/guard/nothing",
            "/metrics",
            "/metrics/",
            "/METRICS",
            "/%6detrics",
            "/x/../metrics",
            "/./metrics",
        ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Request_ForTheOperatorsSide_Is404OnTheAgentsPort(string target)
    {
        var bed = fixture.Site.Bed;
        var own = target.StartsWith("http", StringComparison.Ordinal) ? "127.0.0.1" : null;
        foreach (var host in new[] { own ?? bed.Sidecar.Guards.Authority, own ?? "localhost", own ?? bed.Sidecar.Address.Authority })
        foreach (var method in new[] { "GET", "PUT" })
        {
            var answers = await fixture.Site.ExchangeAsync(
                $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX-Forwarded-Host: {bed.Sidecar.Guards.Authority}\r\n"
                    + $"X-Forwarded-Port: {bed.Sidecar.Guards.Port}\r\nAuthorization: Bearer {bed.Sidecar.Token}\r\nContent-Length: 0\r\n\r\n"
            );

            Assert.Equal([404], RawAgent.Statuses(answers));
        }

        Assert.Empty(fixture.Site.V1.Requests);
        Assert.Empty(fixture.Site.V2.Requests);
    }

    [Theory]
    [InlineData("//metrics")]
    [InlineData("/metrics;x")]
    [InlineData("/metrics%2f")]
    [InlineData("/metrics.")]
    [InlineData("/plan")]
    public async Task Request_OfAnAgent_IsNotOnTheGuardsPort(string target)
    {
        var answers = await RawAgent.ExchangeAsync(
            fixture.Site.Bed.Sidecar.Guards,
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        );

        Assert.Equal([404], RawAgent.Statuses(answers));
        Assert.Empty(fixture.Site.V1.Requests);
    }
}
