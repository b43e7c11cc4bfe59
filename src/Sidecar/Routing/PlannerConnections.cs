using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>What all connections to planners have in common, primaries' and shadows'.</summary>
internal static class PlannerConnections
{
    // Below the five seconds after which uvicorn and Node close an idle connection: a POST on a connection that is just being closed
    // cannot be sent again and would be an error that no planner made.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Sets a handler up.</summary>
    public static void Configure(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        handler.PooledConnectionIdleTimeout = IdleTimeout;
        // A traceparent passes as the agent sent it: the sidecar adds no span of its own.
        handler.ActivityHeadersPropagator = null;
        // A header that is not ASCII passes as it came, instead of failing the request.
        handler.RequestHeaderEncodingSelector ??= static (_, _) => System.Text.Encoding.UTF8;
        handler.ResponseHeaderEncodingSelector ??= static (_, _) => System.Text.Encoding.UTF8;
    }
}
