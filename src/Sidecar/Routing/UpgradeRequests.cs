using Microsoft.AspNetCore.Http.Features;

namespace Sidecar.Routing;

/// <summary>Tells requests that become a two-way connection: they pass through and are never mirrored.</summary>
internal static class UpgradeRequests
{
    /// <summary>
    /// True for WebSocket and SPDY upgrades, CONNECT and gRPC. Not for <c>Upgrade: h2c</c>, which many clients send along with ordinary
    /// requests and which is never taken up here.
    /// </summary>
    public static bool Is(HttpContext context) =>
        IsTunnel(context)
        || (context.Request.ContentType is { } type && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for all of them but gRPC: they have no body, and the answer's head opens a connection beside HTTP.</summary>
    public static bool IsTunnel(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method))
            return true;
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
            return false;
        var protocol = request.Headers.Upgrade.ToString();
        return protocol.Equals("websocket", StringComparison.OrdinalIgnoreCase)
            || protocol.StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase);
    }
}
