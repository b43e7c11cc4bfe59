using static EndToEnd.Attacks.Http2Frames;

namespace EndToEnd.Attacks;

/// <summary>Floods of HTTP/2 frames: the connection is given up or bounded, others are served, and the log is not buried.</summary>
public sealed class Http2FloodTests
{
    private const long Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("headers in 20,000 continuations")]
    [InlineData("20,000 requests, each reset at once")]
    [InlineData("50,000 empty settings")]
    [InlineData("50,000 pings")]
    [InlineData("a table entry of a megabyte")]
    public async Task Frames_InMasses_LeaveMemoryBoundedOthersServedAndTheLogReadable(string what)
    {
        await using var site = await Http2Fixture.StartAsync();
        var ordinary = Request(1, Head("/plan"));
        Assert.Equal(Http2Answer.Of(200), await Http2Agent.AskAsync(site.Address, ordinary));
        var before = site.Bed.Sidecar.Memory("VmRSS");
        var lines = site.Bed.Sidecar.Log.Split('\n').Length;
        using var attacker = await Http2Agent.ConnectAsync(site.Address);

        var sending = attacker.SendAsync(Flood(what));
        var others = new List<Http2Answer>();
        for (var i = 0; i < 5; i++)
            others.Add(await Http2Agent.AskAsync(site.Address, ordinary));
        // Whoever reads nothing of what comes back is not waited for.
        await Task.WhenAny(sending, attacker.ClosedAsync());

        Assert.All(others, static answer => Assert.Equal(Http2Answer.Of(200), answer));
        Assert.Equal(Http2Answer.Of(200), await Http2Agent.AskAsync(site.Address, ordinary));
        Assert.InRange(site.Bed.Sidecar.Memory("VmHWM") - before, 0, 150 * Megabyte);
        Assert.InRange(site.Bed.Sidecar.Log.Split('\n').Length - lines, 0, 5);
    }

    [Fact]
    public async Task Requests_MoreThanAConnectionMayHave_AreGivenUpWithoutALineEach()
    {
        await using var site = await Http2Fixture.StartAsync();
        var lines = site.Bed.Sidecar.Log.Split('\n').Length;
        using var attacker = await Http2Agent.ConnectAsync(site.Address);

        // Refused beyond a hundred at a time, and nobody reads that: what waits to be sent is past its bound many times over.
        await attacker.SendAsync(Flood("20,000 requests"));
        await attacker.ClosedAsync();

        Assert.Equal(Http2Answer.Of(200), await Http2Agent.AskAsync(site.Address, Request(1, Head("/plan"))));
        Assert.InRange(site.Bed.Sidecar.Log.Split('\n').Length - lines, 0, 5);
    }

    [Fact]
    public async Task Headers_OverManyContinuations_AreGivenUpAtTheLimitOfHeaders()
    {
        await using var site = await Http2Fixture.StartAsync();

        var answer = await Http2Agent.AskAsync(site.Address, Flood("headers in 20,000 continuations"));

        Assert.Equal(Http2Answer.None, answer);
        Assert.Empty(site.V1.Requests);
    }

    [Fact]
    public async Task Preface_OnAPortThatSpeaksHttp1_OpensNothing()
    {
        await using var site = await AttackSite.StartAsync();

        var answer = await Http2Agent.AskAsync(site.Address, Request(1, Head("/plan")));

        Assert.Equal(Http2Answer.None, answer);
        Assert.Empty(site.V1.Requests);
    }

    private static byte[] Flood(string what)
    {
        using var frames = new MemoryStream();
        switch (what)
        {
            case "headers in 20,000 continuations":
                frames.Write(Frame(Headers, 0, 1, Block(Head("/flood"))));
                for (var i = 0; i < 20_000; i++)
                    frames.Write(Frame(Continuation, 0, 1, Block([($"x{i}", new string('y', 100))])));
                break;
            case "20,000 requests, each reset at once":
                for (var stream = 1; stream < 40_000; stream += 2)
                {
                    frames.Write(Request(stream, Head("/flood")));
                    frames.Write(Frame(Reset, 0, stream, [0, 0, 0, 8]));
                }

                break;
            case "20,000 requests":
                for (var stream = 1; stream < 40_000; stream += 2)
                    frames.Write(Request(stream, Head("/flood")));
                break;
            case "50,000 empty settings":
                for (var i = 0; i < 50_000; i++)
                    frames.Write(Frame(Settings, 0, 0, []));
                break;
            case "50,000 pings":
                for (var i = 0; i < 50_000; i++)
                    frames.Write(Frame(Ping, 0, 0, "12345678"u8.ToArray()));
                break;
            default:
                // A field that claims more than it brings.
                frames.Write(Frame(Headers, 0, 1, [.. Block(Head("/flood")), 0x40, 1, (byte)'x', 0x7F, 0xC1, 0xFF, 0x3F]));
                break;
        }

        return frames.ToArray();
    }
}
