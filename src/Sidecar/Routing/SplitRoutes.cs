using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>Which routes are split, and how. Read once for each route that a reload brings, and forgotten with it.</summary>
internal sealed class SplitRoutes
{
    // Keyed by the configuration and not by the model: a model derived from it for v2 shares it.
    private readonly ConditionalWeakTable<RouteConfig, Entry> _entries = [];

    /// <summary>The policy of a route; null where it has no CanarySplit and is plain YARP.</summary>
    public SplitPolicy? For(RouteModel route) => _entries.GetValue(route.Config, static config => new Entry(Read(config))).Policy;

    private static SplitPolicy? Read(RouteConfig route)
    {
        var transform = route.Transforms?.FirstOrDefault(SplitTransform.Is);
        // Faults were refused before the route came into being.
        return transform is null ? null : SplitTransform.Read(transform, static _ => { });
    }

    private sealed record Entry(SplitPolicy? Policy);
}
