using Microsoft.AspNetCore.Http.Features;
using Shadow.Mirroring;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>
/// Passes the trailers of a planner's answer on, to agents that speak HTTP/2. The answer is whole by then and has gone to the agent: what is
/// wrong with its trailers must not take it away.
/// </summary>
internal static class AnswerTrailers
{
    /// <summary>Passes them, but for those in the sidecar's names and, from the first that no trailer may hold, the rest.</summary>
    public static async ValueTask PassAsync(
        HttpContext context,
        HttpResponseMessage answer,
        HttpTransformer transformer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await transformer.TransformResponseTrailersAsync(context, answer, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // The server takes no control characters.
        }

        if (context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers)
        {
            foreach (var name in trailers.Keys.Where(PlannerHeaders.IsOurs).ToList())
                trailers.Remove(name);
        }
    }
}
