using System.Net;
using Shadow.Mirroring;
using Shadow.Runs;

namespace Shadow.Tests.Mirroring;

public class ShadowRequestTests
{
    private static readonly ShadowTarget Target = new(
        Planner.V2,
        null,
        "http://v2:9102/base/",
        null,
        HttpVersion.Version11,
        HttpVersionPolicy.RequestVersionExact
    );

    [Theory]
    [InlineData("http://v1:9101/plan?x=1%2F2", "http://v1:9101/", "http://v2:9102/base/plan?x=1%2F2")]
    [InlineData("http://v1:9101/api/plan", "http://v1:9101/api", "http://v2:9102/base/plan")]
    [InlineData("http://elsewhere/plan?q=1", "http://v1:9101/", "http://v2:9102/base/plan?q=1")]
    public void Create_AnyAddress_KeepsPathAndQuery(string primary, string prefix, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, primary);
        using var shadow = ShadowRequest.Create(request, prefix, null, Target, []);
        Assert.Equal(expected, shadow.RequestUri!.OriginalString);
        Assert.Equal(HttpMethod.Post, shadow.Method);
    }

    [Fact]
    public void Create_Headers_AreCopiedButForTheDropped()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://v1/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");
        request.Headers.TryAddWithoutValidation("Accept", ["text/event-stream", "application/json"]);
        request.Headers.TransferEncodingChunked = true;
        using var shadow = ShadowRequest.Create(request, "http://v1/", null, Target, ["authorization"]);
        Assert.False(shadow.Headers.Contains("Authorization"));
        Assert.Equal(["text/event-stream", "application/json"], shadow.Headers.GetValues("Accept"));
        Assert.NotEqual(true, shadow.Headers.TransferEncodingChunked);
    }

    [Fact]
    public void Create_HostOfTheRoute_IsKept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://v1/");
        request.Headers.Host = "agents.example";
        using var kept = ShadowRequest.Create(request, "http://v1/", null, Target, []);
        Assert.Equal("agents.example", kept.Headers.Host);
        request.Headers.Host = "v1.internal";
        using var replaced = ShadowRequest.Create(request, "http://v1/", "v1.internal", Target with { Host = "v2.internal" }, []);
        Assert.Equal("v2.internal", replaced.Headers.Host);
    }
}
