using Prometheus;
using Shadow.Mirroring;
using Shadow.Runs;
using Sidecar.Guard.Routes;
using Sidecar.Recording;

namespace Sidecar.Metrics;

/// <summary>Registers the stage and its route.</summary>
internal static class MetricsStage
{
    // Prometheus' text format; https://prometheus.io/docs/instrumenting/exposition_formats/
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Adds the metrics, and what feeds them.</summary>
    public static IServiceCollection AddSidecarMetrics(this IServiceCollection services)
    {
        services.AddSingleton<SidecarMetrics>();
        services.AddSingleton<IRunObserver, RunReporter>();
        return services;
    }

    /// <summary>Maps <c>GET /metrics</c>. It needs no token: it holds nothing of a request.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        var metrics = endpoints.ServiceProvider.GetRequiredService<SidecarMetrics>();
        var sender = endpoints.ServiceProvider.GetRequiredService<ShadowSender>();
        // Asked for at a scrape instead of kept up to date by every leg.
        metrics.Registry.AddBeforeCollectCallback(() => metrics.ShadowInflight.Set(sender.Inflight));
        // A route of the proxy may have any order: none may come before this one.
        endpoints
            .Map("/metrics", context => WriteAsync(context, metrics.Registry))
            .Add(static builder => ((RouteEndpointBuilder)builder).Order = int.MinValue);
    }

    private static async Task WriteAsync(HttpContext context, CollectorRegistry registry)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await Problems.WriteAsync(
                context,
                StatusCodes.Status405MethodNotAllowed,
                "Method not allowed",
                $"/metrics takes GET and HEAD, not {context.Request.Method}."
            );
            return;
        }

        context.Response.ContentType = TextFormat;
        await registry.CollectAndExportAsTextAsync(context.Response.Body, ExpositionFormat.PrometheusText, context.RequestAborted);
    }
}
