using Microsoft.AspNetCore.Connections.Features;
using Sidecar.Guard;

namespace Sidecar.Hosting;

/// <summary>
/// While the sidecar is not ready, every answer asks the agent to leave its connection: before the server closes it, and a request that is
/// sent in that moment is lost without an answer. It also notes how connections are used, which the end of the listener waits for.
/// </summary>
internal sealed class LeaveTaking(RequestDelegate next, HealthState health)
{
    /// <summary>Handles a request.</summary>
    public Task Invoke(HttpContext context)
    {
        if (context.Features.Get<ConnectionUse>() is { } use)
        {
            use.Begin();
            context.Response.OnCompleted(static state => Ended((ConnectionUse)state), use);
        }

        if (!health.Ready)
            AskToLeave(context);
        return next(context);
    }

    private static void AskToLeave(HttpContext context)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.OnStarting(static state => Close((HttpResponse)state), context.Response);
        else if (HttpProtocol.IsHttp2(context.Request.Protocol))
            // GOAWAY: requests under way are answered, and no new ones come.
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    private static Task Close(HttpResponse response)
    {
        // An upgrade says in this header what the connection has become.
        if (response.StatusCode != StatusCodes.Status101SwitchingProtocols)
            response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static Task Ended(ConnectionUse use)
    {
        use.End();
        return Task.CompletedTask;
    }
}
