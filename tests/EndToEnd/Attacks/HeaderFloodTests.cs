using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Headers, cookies and request lines in masses: bounded by Kestrel's limits, and nobody else notices.</summary>
public sealed class HeaderFloodTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    private const long Megabyte = 1024 * 1024;
    private const int Connections = 60;

    [Fact]
    public async Task Request_JustBelowTheLimits_ReachesBothPlannersWhole()
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();
        var query = new string('q', 7_900);
        var cookie = string.Join("; ", Enumerable.Range(0, 2_000).Select(static i => $"c{i}=value"));

        var answers = await site.ExchangeAsync(
            $"GET /{mark}?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: {cookie}\r\n{Many(90)}\r\n"
        );

        Assert.Equal([200], RawAgent.Statuses(answers));
        foreach (var planner in new[] { site.V1, site.V2 })
        {
            var seen = await planner.OneAsync(mark);
            Assert.EndsWith($"?{query} HTTP/1.1", seen.StartLine, StringComparison.Ordinal);
            Assert.Equal((cookie, "v"), (seen["Cookie"], seen["H89"]));
        }
    }

    [Theory]
    [InlineData("101 headers", 431)]
    [InlineData("33 kB of a header", 431)]
    [InlineData("33 kB of cookies", 431)]
    [InlineData("8,200 bytes of a request line", 414)]
    public async Task Request_JustAboveALimit_IsRefusedAndReachesNoPlanner(string what, int status)
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();
        var (query, headers) = what switch
        {
            "101 headers" => ("", Many(100)),
            "33 kB of a header" => ("", $"X: {new string('x', 33_000)}\r\n"),
            "33 kB of cookies" => ("", $"Cookie: {new string('c', 16_500)}\r\nCookie: {new string('c', 16_500)}\r\n"),
            _ => ("?" + new string('q', 8_200), ""),
        };

        var answers = await site.ExchangeAsync($"GET /{mark}{query} HTTP/1.1\r\nHost: a\r\n{headers}\r\n");

        Assert.Equal([status], RawAgent.Statuses(answers));
        Assert.Empty(site.V1.Marked(mark).Concat(site.V2.Marked(mark)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_FloodOfTrailers_IsRefusedWithinItsBody(bool large)
    {
        var site = fixture.At(Seat.SelectedV1);
        var mark = fixture.Mark();
        var trailers = large ? $"X: {new string('x', 40_000)}\r\n" : Many(200);

        var answers = await site.ExchangeAsync(
            $"POST /{mark} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n{trailers}\r\n"
        );

        Assert.Equal([431], RawAgent.Statuses(answers));
        Assert.DoesNotContain(site.V1.Marked(mark), static request => request.Whole);
    }

    [Fact]
    public async Task Flood_OfEveryKind_LeavesMemoryBoundedAndOthersServed()
    {
        var site = fixture.At(Seat.SelectedV1);
        await site.Bed.PlanAsync();
        var before = site.Bed.Sidecar.Memory("VmRSS");
        string[] floods =
        [
            $"GET /flood HTTP/1.1\r\nHost: a\r\n{Many(10_000)}\r\n",
            $"GET /flood HTTP/1.1\r\nHost: a\r\nX: {new string('x', 1_000_000)}\r\n\r\n",
            $"GET /flood HTTP/1.1\r\nHost: a\r\n{new string('n', 1_000_000)}: x\r\n\r\n",
            $"GET /flood?{new string('q', 65_536)} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"{new string('G', 1_000_000)} /flood HTTP/1.1\r\nHost: a\r\n\r\n",
            $"GET /flood HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Repeat($"Cookie: {new string('c', 30_000)}\r\n", 40))}\r\n",
        ];
        await using var others = Traffic.Start(site.Address, agents: 2);

        var refused = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(i => RawAgent.ExchangeAsync(site.Address, floods[i % floods.Length]))
        );
        await others.MoreAsync(20);

        // Where the sidecar closed before all was sent, the reset can overtake the answer.
        Assert.All(refused, static answer => Assert.True(RawAgent.Statuses(answer) is [] or [431] or [414], answer));
        Assert.Contains(refused, static answer => answer.Length > 0);
        Assert.Empty(site.V1.Marked("flood"));
        Assert.All(await others.StopAsync(), static answer => Assert.Equal(200, answer.Status));
        Assert.InRange(site.Bed.Sidecar.Memory("VmHWM") - before, 0, 100 * Megabyte);
    }

    private static string Many(int count)
    {
        var headers = new StringBuilder();
        for (var i = 0; i < count; i++)
            headers.Append(System.Globalization.CultureInfo.InvariantCulture, $"H{i}: v\r\n");
        return headers.ToString();
    }
}
