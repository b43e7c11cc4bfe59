using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Trailers of planners reach agents that speak HTTP/2: they neither take the answer away nor speak in the sidecar's name.</summary>
public sealed class HostilePlannerTrailerTests : IAsyncLifetime
{
    private AttackSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await Http2Fixture.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("X-Late: a\u0001b")]
    [InlineData("X-Late: \u001b[2K")]
    [InlineData("X-Planner-Selected: forged")]
    [InlineData("X-Planner-Run-Id: forged\r\nX_Planner_Reason: forged\r\nX-Planner-Ttfb-Ms: forged")]
    public async Task Answer_WithATrailerThatNoAgentMayHave_IsWholeWithoutIt(string trailer)
    {
        _site.V1.Answer = Answer(trailer);

        var come = await AskAsync();

        Assert.Contains(Plans.Triage, come, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", come, StringComparison.Ordinal);
        Assert.DoesNotContain("a\u0001b", come, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2K", come, StringComparison.Ordinal);
        Assert.DoesNotContain("failed in the sidecar itself", _site.Bed.Sidecar.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithATrailerOfItsOwn_HasItStill()
    {
        _site.V1.Answer = Answer("X-Late: mine\r\nX-Planner-Selected: forged");

        Assert.Contains("mine", await AskAsync(), StringComparison.Ordinal);
    }

    private static byte[] Answer(string trailers) =>
        Encoding.Latin1.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"{Plans.Triage.Length:x}\r\n{Plans.Triage}\r\n0\r\n{trailers}\r\n\r\n"
        );

    private Task<string> AskAsync() => Http2Agent.ReadAsync(_site.Address, Http2Frames.Request(1, Http2Frames.Head("/plan", "POST"), "{}"));
}
