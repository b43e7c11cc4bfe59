using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>A response of which nothing has gone to the agent, made ready for another answer.</summary>
internal static class UntouchedResponse
{
    /// <summary>Takes out what an answer that is not to be given left behind: YARP forwards only while the response is untouched.</summary>
    public static void Restore(HttpContext context)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        if (context.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = null;
    }
}
