using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sidecar.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Tests.Routing;

public sealed class XForwardedAppendTests
{
    [Fact]
    public async Task Apply_RouteThatSaysNothing_AppendsToWhatTheAgentSent()
    {
        Assert.Equal(["10.0.0.1", "192.0.2.7"], await Forwarded(null));
    }

    [Fact]
    public async Task Apply_RouteThatSaysSomething_KeepsIt()
    {
        Assert.Equal(["192.0.2.7"], await Forwarded(new Dictionary<string, string> { ["X-Forwarded"] = "Set" }));
    }

    private static async Task<IEnumerable<string>> Forwarded(Dictionary<string, string>? transform)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSplitProxy();
        using var provider = services.BuildServiceProvider();
        var route = new RouteConfig { RouteId = "r", Transforms = transform is null ? null : [transform] };
        var transformer = provider.GetRequiredService<ITransformBuilder>().Build(route, null);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.7");
        context.Request.Headers["X-Forwarded-For"] = "10.0.0.1";
        using var request = new HttpRequestMessage();

        await transformer.TransformRequestAsync(context, request, "http://planner/", CancellationToken.None);

        return request.Headers.GetValues("X-Forwarded-For").SelectMany(static value => value.Split(", "));
    }
}
