using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>Makes the clients of all planners, YARP's and the sidecar's own.</summary>
internal sealed class PlannerClientFactory(PlannerNames names, ILogger<ForwarderHttpClientFactory> logger)
    : ForwarderHttpClientFactory(logger)
{
    /// <inheritdoc/>
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        PlannerConnections.Configure(context, handler, names);
    }

    /// <inheritdoc/>
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new WholeBodyHandler(base.WrapHandler(context, handler));
}
