using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>What all connections to planners have in common, primaries' and shadows'.</summary>
internal static class PlannerConnections
{
    // Below the five seconds after which uvicorn and Node close an idle connection: a POST on a connection that is just being closed is an
    // error that no planner made. It is sent again, where that may be done; that it rarely has to be is better.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Headers pass byte for byte, whatever their senders meant by them: Latin-1 gives every byte a character of its own. It holds only if
    /// both sides of the proxy read and write headers by it, so the listener takes it from here.
    /// </summary>
    public static Encoding HeaderBytes => Encoding.Latin1;

    /// <summary>The metadata of a client that keeps no connection.</summary>
    public static IReadOnlyDictionary<string, string> NeverKept { get; } = new Dictionary<string, string> { ["Kept"] = "never" };

    /// <summary>Sets a handler up.</summary>
    public static void Configure(ForwarderHttpClientContext context, SocketsHttpHandler handler, PlannerNames names)
    {
        handler.PooledConnectionIdleTimeout = IdleTimeout;
        if (ReferenceEquals(context.NewMetadata, NeverKept))
            handler.PooledConnectionLifetime = TimeSpan.Zero;
        // A proxy of the operator's resolves names itself.
        if (!handler.UseProxy)
            handler.ConnectCallback = names.ConnectAsync;
        handler.PlaintextStreamFilter = Watch;
        // A traceparent passes as the agent sent it: the sidecar adds no span of its own.
        handler.ActivityHeadersPropagator = null;
        handler.RequestHeaderEncodingSelector = static (_, _) => HeaderBytes;
        handler.ResponseHeaderEncodingSelector = static (_, _) => HeaderBytes;
    }

    // HTTP/2 says of each request whether it was taken, and the client sends again by itself what was not, where it has no body.
    private static ValueTask<Stream> Watch(SocketsHttpPlaintextStreamFilterContext connection, CancellationToken cancellationToken) =>
        new(
            connection.NegotiatedHttpVersion.Major == 1 ? new KeptConnectionStream(connection.PlaintextStream) : connection.PlaintextStream
        );
}
