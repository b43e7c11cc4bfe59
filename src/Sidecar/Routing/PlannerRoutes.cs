using System.Runtime.CompilerServices;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>
/// A route's model for v2. With the cluster alone reassigned, passive health checks and session affinity would stay with v1: a dead v2
/// would then mark the healthy v1 as unhealthy. Derived once for each model and cluster.
/// </summary>
internal sealed class PlannerRoutes(IProxyStateLookup lookup)
{
    private readonly ConditionalWeakTable<RouteModel, RouteModel> _derived = [];

    /// <summary>Points a request at v2, whose cluster is checked to exist when the configuration is read.</summary>
    public void AssignToV2(HttpContext context)
    {
        if (!lookup.TryGetCluster("v2", out var cluster))
            throw new InvalidOperationException("The cluster v2 is gone from ReverseProxy:Clusters.");
        var route = context.GetRouteModel();
        if (!_derived.TryGetValue(route, out var derived) || !ReferenceEquals(derived.Cluster, cluster))
        {
            derived = new RouteModel(route.Config, cluster, route.Transformer);
            _derived.AddOrUpdate(route, derived);
        }

        context.ReassignProxyRequest(derived, cluster);
    }

    /// <summary>Points a request at v1, by the route that it came in by.</summary>
    public static void AssignToV1(HttpContext context, RouteModel route) => context.ReassignProxyRequest(route, route.Cluster!);
}
