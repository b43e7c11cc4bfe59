using Shadow.Capture;
using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>
/// Sends a leg's request once more where it met a kept connection at its end: on a fresh connection the agent would not have seen an error,
/// and no planner failed. Only where planning has no side effects, which a route says by mirroring: the planner may have taken the request.
/// An HTTP/2 planner that leaves says itself that it did not.
/// </summary>
internal sealed class Resend(PlannerClients clients, IRunObserver observer)
{
    /// <summary>The client to send it by, with the request made ready for that; null where the failure stands.</summary>
    public HttpMessageInvoker? TryPrepare(HttpContext context, Leg leg)
    {
        var run = leg.Run;
        if (
            context.Features.Get<IForwarderErrorFeature>()
                is not { Error: ForwarderError.Request or ForwarderError.RequestBodyDestination } error
            || !(StaleConnectionException.Caused(error.Exception) || WasNotTaken(error.Exception))
            || run.Start.NotMirrored is ShadowOutcome.Route or ShadowOutcome.Upgrade
            || leg.Cancellation.IsCancellationRequested
            || context.RequestAborted.IsCancellationRequested
            || context.Response.HasStarted
            || context.Features.Get<IReverseProxyFeature>()?.Cluster is not { } cluster
        )
            return null;
        if (context.Request.Body is TeeStream body)
        {
            if (body.Again() is not { } again)
                return null;
            context.Request.Body = again;
        }

        UntouchedResponse.Restore(context);
        observer.Resent(leg);
        return clients.Fresh(cluster);
    }

    // REFUSED_STREAM, or a stream above the last one of a GOAWAY: the client then sends the request again by itself, and YARP's content, which
    // is the body as it passes, refuses to be sent a second time.
    private static bool WasNotTaken(Exception? exception) =>
        exception is HttpRequestException { InnerException: InvalidOperationException };
}
