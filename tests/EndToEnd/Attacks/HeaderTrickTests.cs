using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Headers by which an agent would take the sidecar's own away, speak in its name, or choose where a request goes.</summary>
public sealed class HeaderTrickTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Request_NamesOurHeadersAsHopByHop_PlannersHaveThemStill(Seat seat)
    {
        var site = fixture.At(seat);
        var mark = fixture.Mark();

        var answers = await site.ExchangeAsync(
            $"GET /{mark} HTTP/1.1\r\nHost: a\r\n"
                + "Connection: close, X-Planner-Run-Id, X-Planner-Role, X-Planner-Version, X-Forwarded-For, X-Own, Host\r\n"
                + "Keep-Alive: X-Planner-Run-Id\r\nTE: trailers\r\nProxy-Connection: X-Planner-Role\r\nX-Own: 1\r\n\r\n"
        );

        Assert.Equal([200], RawAgent.Statuses(answers));
        foreach (var (planner, role) in new[] { (site.Primary(seat), "primary"), (site.Beside(seat), "shadow") })
        {
            var seen = await planner.OneAsync(mark);
            Assert.Equal(role, seen["X-Planner-Role"]);
            Assert.Equal(planner == site.V1 ? "v1" : "v2", seen["X-Planner-Version"]);
            Assert.True(Guid.TryParse(seen["X-Planner-Run-Id"], out _));
            Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
            Assert.Equal((null, null), (seen["Connection"], seen["Keep-Alive"]));
        }
    }

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Request_OurNamesInOddSpellings_PlannersHaveNoneOfThem(Seat seat)
    {
        var site = fixture.At(seat);
        var mark = fixture.Mark();

        await site.ExchangeAsync($"GET /{mark} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{OddSpellings}\r\n");

        foreach (var planner in new[] { site.V1, site.V2 })
            Assert.DoesNotContain("forged", (await planner.OneAsync(mark)).Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OurNamesOnARouteWithoutASplit_ThePlannerHasNoneOfThem()
    {
        await using var site = await AttackSite.WithAsync(("ReverseProxy:Routes:planner:Transforms", null));

        await site.ExchangeAsync($"GET /mark HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Own: 1\r\n{OddSpellings}\r\n");

        var seen = await site.V1.OneAsync("/mark");
        Assert.DoesNotContain("forged", seen.Head, StringComparison.Ordinal);
        Assert.Equal("1", seen["X-Own"]);
    }

    [Theory]
    [InlineData("GET http://169.254.169.254/{0} HTTP/1.1\r\nHost: 169.254.169.254")]
    [InlineData("GET http://user:secret@169.254.169.254/{0} HTTP/1.1\r\nHost: 169.254.169.254")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: 169.254.169.254")]
    [InlineData("GET //169.254.169.254/{0} HTTP/1.1\r\nHost: a")]
    [InlineData("GET /{0}?@169.254.169.254/ HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: 169.254.169.254\r\nForwarded: host=169.254.169.254")]
    public async Task Request_AnotherHost_GoesToThePlannersAlone(string request)
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();

        var answers = await site.ExchangeAsync(request.Replace("{0}", mark, StringComparison.Ordinal) + "\r\nConnection: close\r\n\r\n");

        Assert.Equal([200], RawAgent.Statuses(answers));
        Assert.Equal(new Uri(site.V1.Address).Authority, (await site.V1.OneAsync(mark))["Host"]);
        Assert.Equal(new Uri(site.V2.Address).Authority, (await site.V2.OneAsync(mark))["Host"]);
    }

    [Fact]
    public async Task Request_OverrideThatIsNotAllowed_ChoosesNoPlanner()
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();

        var answers = await site.ExchangeAsync(
            $"GET /{mark} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Planner-Override: v2\r\nX_Planner_Override: v2\r\n\r\n"
        );

        Assert.Contains("X-Planner-Selected: v1", answers, StringComparison.Ordinal);
        Assert.Null((await site.V1.OneAsync(mark))["X-Planner-Override"]);
    }

    private const string OddSpellings =
        "X-Planner-Role: forged\r\nx_planner_role: forged\r\nX.Planner.Role: forged\r\nX-Planner~Run-Id: forged\r\n"
        + "X!PLANNER!VERSION: forged\r\nX-Planner_Reason: forged\r\nx-planner-selected: forged\r\nX'Planner'Override: forged\r\n";
}
