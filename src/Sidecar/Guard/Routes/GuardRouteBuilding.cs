using Sidecar.Guard.Gate;

namespace Sidecar.Guard.Routes;

/// <summary>Maps the guard.</summary>
internal static class GuardRouteBuilding
{
    /// <summary>Maps every route under /guard, and 404 and 405 for the rest of it.</summary>
    public static IEndpointRouteBuilder MapGuard(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var policy = services.GetRequiredService<GuardPolicy>();
        // A route of the proxy may have any order: nothing of it may come before /guard.
        var group = endpoints.MapGroup("/guard");
        GuardRoute[] routes =
        [
            .. services.GetRequiredService<StatusRoute>().Routes,
            .. services.GetRequiredService<ConfigRoutes>().Routes,
            .. services.GetRequiredService<EvaluateRoute>().Routes,
            .. services.GetRequiredService<QualityRoutes>().Routes,
            .. services.GetRequiredService<HealthRoutes>().Routes,
            .. services.GetRequiredService<HistoryRoute>().Routes,
            .. services.GetRequiredService<RunRoutes>().Routes,
            .. services.GetRequiredService<ReportRoute>().Routes,
            .. services.GetRequiredService<OpenApiRoute>().Routes,
        ];
        foreach (var path in routes.GroupBy(static route => route.Path))
        {
            foreach (var route in path)
                First(group.MapMethods(path.Key, Methods(route), policy.Around(route))).WithMetadata(route);
            var allow = string.Join(", ", path.SelectMany(Methods));
            First(group.Map(path.Key, context => NotAllowed(context, allow)));
        }

        First(group.Map("/{**rest}", GuardGate.NotHere));
        return endpoints;
    }

    private static string[] Methods(GuardRoute route) => route.Method == "GET" ? ["GET", "HEAD"] : [route.Method];

    private static IEndpointConventionBuilder First(IEndpointConventionBuilder endpoint)
    {
        endpoint.Add(static builder => ((RouteEndpointBuilder)builder).Order = int.MinValue);
        return endpoint;
    }

    private static Task NotAllowed(HttpContext context, string allow)
    {
        context.Response.Headers.Allow = allow;
        return Problems.WriteAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            "Method not allowed",
            $"{context.Request.Path} takes {allow}, not {context.Request.Method}."
        );
    }
}
