using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>
/// Spellings of <c>/guard</c> on the agents' port: none reaches a planner, which might read it as /guard, and none is served, where a rule in
/// front of the sidecar might not have read it so.
/// </summary>
public sealed class PathTrickTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    public static TheoryData<string> Targets => [.. PathTricks.Targets];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Request_SpeltInAnotherWay_IsNotThereEvenForTheOperator(string target)
    {
        var site = fixture.At(Seat.SelectedV1);
        var before = site.V1.Requests.Count;

        var answers = await site.ExchangeAsync(
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {site.Bed.Sidecar.Token}\r\n\r\n"
        );

        Assert.Equal([404], RawAgent.Statuses(answers));
        Assert.DoesNotContain("X-Planner-Run-Id", answers, StringComparison.Ordinal);
        // A shadow would come a little later than its primary: there is neither.
        Assert.Equal(before, site.V1.Requests.Count);
    }

    [Theory]
    [InlineData("/guard%00")]
    [InlineData("/guard%00/status")]
    [InlineData("/%00/guard/status")]
    [InlineData("/gu%00ard/status")]
    [InlineData("http:/guard/status")]
    [InlineData("http:///guard/status")]
    [InlineData("http://a/guard/status")]
    [InlineData("http://127.0.0.1:1@x/guard/status")]
    [InlineData("ftp://127.0.0.1/guard/status")]
    [InlineData("guard/status")]
    [InlineData("?/guard/status")]
    [InlineData("\\guard\\status")]
    public async Task Request_ThatNoPathIs_IsRefused(string target)
    {
        var site = fixture.At(Seat.SelectedV1);
        var before = site.V1.Requests.Count;

        var answers = await site.ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        Assert.Equal([400], RawAgent.Statuses(answers));
        // Nothing goes to v2 that has not gone to v1.
        Assert.Equal(before, site.V1.Requests.Count);
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1", 200)]
    [InlineData("GET * HTTP/1.1", 405)]
    [InlineData("GET /?/guard/status HTTP/1.1", 200)]
    [InlineData("GET /#/guard/status HTTP/1.1", 200)]
    [InlineData("GET /plan;/guard HTTP/1.1", 200)]
    [InlineData("GET /guardian HTTP/1.1", 200)]
    public async Task Request_AnotherPath_IsAnOrdinaryOne(string line, int status)
    {
        var site = fixture.At(Seat.SelectedV1);

        var answers = await site.ExchangeAsync($"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        Assert.Equal([status], RawAgent.Statuses(answers));
        Assert.DoesNotContain("canary_pct", answers, StringComparison.Ordinal);
    }
}
