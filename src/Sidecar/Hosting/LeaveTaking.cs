using Sidecar.Guard;

namespace Sidecar.Hosting;

/// <summary>
/// While the sidecar is not ready, every answer asks the agent to leave its connection. When the listener closes, kept connections are
/// closed with it: a request that an agent sends in that moment would be lost without an answer. HTTP/2 has its own farewell, which the
/// server sends.
/// </summary>
internal sealed class LeaveTaking(RequestDelegate next, HealthState health)
{
    /// <summary>Handles a request.</summary>
    public Task Invoke(HttpContext context)
    {
        if (!health.Ready && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.OnStarting(static state => AskToLeave((HttpResponse)state), context.Response);
        return next(context);
    }

    private static Task AskToLeave(HttpResponse response)
    {
        // An upgrade says in this header what the connection has become.
        if (response.StatusCode != StatusCodes.Status101SwitchingProtocols)
            response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
