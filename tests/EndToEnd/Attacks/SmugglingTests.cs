using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>
/// Requests that two servers could see the end of in different places. Either the sidecar refuses them and closes, or each planner gets one
/// request with framing of the sidecar's own; never another one out of what an agent wrote into a body.
/// </summary>
public sealed class SmugglingTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Chunks = "2\r\nhi\r\n0\r\n\r\n";

    // A TestCase a line: what stands for the framing, then what follows the headers.
    private static readonly (string Headers, string Body)[] Unclear =
    [
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + Hidden),
        ("Transfer-Encoding: chunked\r\nContent-Length: 12", Chunks + Hidden),
        ("X-Content-Length: 1\r\nTransfer-Encoding: chunked", Chunks + Hidden),
        ("Transfer-Encoding : chunked", Chunks + Hidden),
        (" Transfer-Encoding: chunked", Chunks + Hidden),
        ("Transfer-Encoding:\u000bchunked", Chunks + Hidden),
        ("Transfer-Encoding: \u00a0chunked", Chunks + Hidden),
        ("Transfer-Encoding: xchunked", Chunks + Hidden),
        ("Transfer-Encoding: \"chunked\"", Chunks + Hidden),
        ("Transfer-Encoding: chunked;q=1", Chunks + Hidden),
        ("Transfer-Encoding: chunked\0", Chunks + Hidden),
        ("Transfer\0-Encoding: chunked", Chunks + Hidden),
        ("Transfer-Encoding: chunked, identity", Chunks + Hidden),
        ("Transfer-Encoding: identity, chunked", Chunks + Hidden),
        ("Transfer-Encoding: gzip, chunked", Chunks + Hidden),
        ("Transfer-Encoding: chunked, chunked", Chunks + Hidden),
        ("Transfer-Encoding: ,chunked", Chunks + Hidden),
        ("Transfer-Encoding: ", Chunks + Hidden),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", Chunks + Hidden),
        ("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", Chunks + Hidden),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Chunks + Hidden),
        ("Transfer-Encoding:\r\n chunked", Chunks + Hidden),
        ("X: y\rTransfer-Encoding: chunked", Chunks + Hidden),
        ("X: y\nTransfer-Encoding: chunked", Chunks + Hidden),
        ("Content-Length: 2\r\nContent-Length: 2", "hi" + Hidden),
        ("Content-Length: 2\r\nContent-Length: 40", "hi" + Hidden),
        ("Content-Length: 2, 2", "hi" + Hidden),
        ("Content-Length : 2", "hi" + Hidden),
        ("Content-Length: -2", "hi" + Hidden),
        ("Content-Length: 0x2", "hi" + Hidden),
        ("Content-Length: 2 0", "hi" + Hidden),
        ("Content-Length: 2_0", "hi" + Hidden),
        ("Content-Length: 2.0", "hi" + Hidden),
        ("Content-Length: 18446744073709551618", "hi" + Hidden),
        ("Content-Length: ", "hi" + Hidden),
        ("Content-Length:\r\n 2", "hi" + Hidden),
        ("Content-Length: 2\nX: y", "hi" + Hidden),
        ("X: a\r\n b\r\nContent-Length: 2", "hi" + Hidden),
        ("X: a\0b\r\nContent-Length: 2", "hi" + Hidden),
        ("X: a\rb\r\nContent-Length: 2", "hi" + Hidden),
        ("X\rY: b\r\nContent-Length: 2", "hi" + Hidden),
        ("no colon\r\nContent-Length: 2", "hi" + Hidden),
        (": no name\r\nContent-Length: 2", "hi" + Hidden),
        ("Content-Length: 2\n\nhi", Hidden),
    ];

    private static readonly string[] BrokenChunks =
    [
        "2;a\nhi\r\n0\r\n\r\n",
        "2;a\rb\r\nhi\r\n0\r\n\r\n",
        "2\nhi\n0\n\n",
        "2 \r\nhi\r\n0\r\n\r\n",
        " 2\r\nhi\r\n0\r\n\r\n",
        "0x2\r\nhi\r\n0\r\n\r\n",
        "+2\r\nhi\r\n0\r\n\r\n",
        "-2\r\nhi\r\n0\r\n\r\n",
        "10000000000000002\r\nhi\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n",
        "0000000000000000002\r\nhi\r\n0\r\n\r\n",
        "2\r\nhi0\r\n\r\n",
        "2\r\nhiXX0\r\n\r\n",
        "2\r\nhi\n0\r\n\r\n",
        "\r\nhi\r\n0\r\n\r\n",
        "2\r\nhi\r\n0\n\n",
        "2\r\nhi\r\n0\r\nX : y\r\n\r\n",
    ];

    // Read in one way by everybody, or made so on the way.
    private static readonly (string Headers, string Body, string Passed)[] Clear =
    [
        ("Transfer-Encoding: chunked", Chunks, "hi"),
        ("TRANSFER-ENCODING:\tCHUNKED", Chunks, "hi"),
        ("Transfer-Encoding: chunked", "2;a=b\r\nhi\r\n000\r\n\r\n", "hi"),
        ("Transfer-Encoding: chunked", "2;a=\"\r\nhi\r\n0;b\r\n\r\n", "hi"),
        ("Transfer-Encoding: chunked", "2\r\nhi\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\nX-Planner-Role: x\r\n\r\n", "hi"),
        ("Transfer_Encoding: chunked\r\nContent-Length: 12", Chunks, Chunks),
        ("Content-Length: 002", "hi", "hi"),
        ("Content-Length: +2", "hi", "hi"),
        ("Content-Length:\t2 ", "hi", "hi"),
        ("Content-Length: 0", "", ""),
        ("X: y", "", ""),
        ("Content-Length: 33", "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n", "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"),
        (
            "Connection: Content-Length\r\nContent-Length: 33",
            "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
        ),
        ("Expect: 100-continuee\r\nContent-Length: 2", "hi", "hi"),
    ];

    public static TheoryData<Seat, int> UnclearOnes => Numbered(Unclear.Length);

    public static TheoryData<Seat, int> BrokenOnes => Numbered(BrokenChunks.Length);

    public static TheoryData<Seat, int> ClearOnes => Numbered(Clear.Length);

    [Theory]
    [MemberData(nameof(UnclearOnes))]
    public async Task Request_WithoutAClearEnd_IsRefusedAndReachesNoPlanner(Seat seat, int number)
    {
        var (headers, body) = Unclear[number];
        var mark = fixture.Mark();

        var answers = await fixture.At(seat).ExchangeAsync($"POST /{mark} HTTP/1.1\r\nHost: a\r\n{headers}\r\n\r\n{Hiding(body, mark)}");

        Assert.Equal([400], RawAgent.Statuses(answers));
        Assert.Empty(fixture.At(seat).V1.Marked(mark));
        Assert.Empty(fixture.At(seat).V2.Marked(mark));
        AssertNothingHidden(seat, mark);
    }

    [Theory]
    [InlineData("POST /{0} HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi")]
    [InlineData("POST /{0} HTTP/1.1\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("POST /{0} HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("POST /{0} HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("POST /{0} X HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("GET /{0}\r\n\r\n")]
    [InlineData("GE\u0001T /{0} HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\u00e9{0} HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /{0} HTTP/1.1\r\n\r\n")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: a, b\r\n\r\n")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET http://b/{0} HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Request_OddLines_IsRefusedAndReachesNoPlanner(string request)
    {
        var mark = fixture.Mark();
        var site = fixture.At(Seat.SelectedV1);

        var answers = await site.ExchangeAsync(Hiding(request.Replace("{0}", mark, StringComparison.Ordinal) + Hidden, mark));

        Assert.Equal([400], RawAgent.Statuses(answers));
        Assert.Empty(site.V1.Marked(mark).Concat(site.V2.Marked(mark)));
        AssertNothingHidden(Seat.SelectedV1, mark);
    }

    [Theory]
    [MemberData(nameof(BrokenOnes))]
    public async Task Request_BrokenChunks_NeverEndsAsAWholeRequest(Seat seat, int number)
    {
        var mark = fixture.Mark();
        var site = fixture.At(seat);

        var answers = await site.ExchangeAsync(
            $"POST /{mark} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{BrokenChunks[number]}{Hiding(Hidden, mark)}"
        );

        Assert.Equal([400], RawAgent.Statuses(answers));
        Assert.DoesNotContain(site.V1.Marked(mark).Concat(site.V2.Marked(mark)), static request => request.Whole);
        AssertNothingHidden(seat, mark);
    }

    [Theory]
    [MemberData(nameof(ClearOnes))]
    public async Task Request_WithAClearEnd_ReachesEachPlannerOnceInFramingOfOurs(Seat seat, int number)
    {
        var (headers, body, passed) = Clear[number];
        var mark = fixture.Mark();
        var site = fixture.At(seat);

        var answers = await site.ExchangeAsync(
            $"POST /{mark} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n\r\n{Hiding(body, mark)}"
        );

        Assert.Equal([200], RawAgent.Statuses(answers));
        Assert.Equal(Hiding(passed, mark), (await site.Primary(seat).OneAsync(mark)).Body);
        Assert.Equal(Hiding(passed, mark), (await site.Beside(seat).OneAsync(mark)).Body);
        AssertNothingHidden(seat, mark);
    }

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Requests_OneBehindTheOther_AreRequestsOfTheSidecarEach(Seat seat)
    {
        var (first, second) = (fixture.Mark(), fixture.Mark());
        var site = fixture.At(seat);

        var answers = await site.ExchangeAsync(
            $"POST /{first} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /{second} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        );

        Assert.Equal([200, 200], RawAgent.Statuses(answers));
        foreach (var mark in new[] { first, second })
        {
            Assert.Equal("primary", (await site.Primary(seat).OneAsync(mark))["X-Planner-Role"]);
            Assert.Equal("shadow", (await site.Beside(seat).OneAsync(mark))["X-Planner-Role"]);
        }
    }

    // Reading them at all fails where something can be read in two ways.
    private void AssertNothingHidden(Seat seat, string mark)
    {
        foreach (var planner in new[] { fixture.At(seat).V1, fixture.At(seat).V2 })
            Assert.DoesNotContain(planner.Requests, request => request.StartLine.Contains(Named(mark), StringComparison.Ordinal));
    }

    // Gives the hidden request a name of the test's own, as long as the one it has.
    private static string Hiding(string text, string mark) => text.Replace("hidden", Named(mark), StringComparison.Ordinal);

    private static string Named(string mark) => "h" + mark[1..];

    private static TheoryData<Seat, int> Numbered(int count)
    {
        var data = new TheoryData<Seat, int>();
        for (var i = 0; i < count; i++)
        {
            data.Add(Seat.SelectedV1, i);
            data.Add(Seat.SelectedV2, i);
        }

        return data;
    }
}
