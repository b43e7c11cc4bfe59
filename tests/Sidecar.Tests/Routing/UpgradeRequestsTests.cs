using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public class UpgradeRequestsTests
{
    [Theory]
    [InlineData("GET", "websocket", true, null, true)]
    [InlineData("GET", "WebSocket", true, null, true)]
    [InlineData("POST", "h2c", true, "application/json", false)]
    [InlineData("POST", null, false, "application/json", false)]
    [InlineData("POST", null, false, "application/grpc+proto", true)]
    [InlineData("CONNECT", null, false, null, true)]
    public void Is_AnyRequest_TellsUpgrades(string method, string? protocol, bool upgradable, string? type, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.ContentType = type;
        context.Request.Headers.Upgrade = protocol;
        context.Features.Set<IHttpUpgradeFeature>(new FakeUpgrade(upgradable));
        Assert.Equal(expected, UpgradeRequests.Is(context));
    }

    private sealed record FakeUpgrade(bool IsUpgradableRequest) : IHttpUpgradeFeature
    {
        public Task<Stream> UpgradeAsync() => throw new NotSupportedException();
    }
}
