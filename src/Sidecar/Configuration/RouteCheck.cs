using Sidecar.Routing;

namespace Sidecar.Configuration;

/// <summary>What the sidecar asks of routes and clusters beyond what YARP does: YARP starts without any route and with a cluster that does not exist.</summary>
internal static class RouteCheck
{
    private static readonly string[] NeedMiddleware =
    [
        "AuthorizationPolicy",
        "CorsPolicy",
        "OutputCachePolicy",
        "RateLimiterPolicy",
        "Timeout",
        "TimeoutPolicy",
    ];

    private const string Sample = "; the sample yarp.json in the root of the repository shows one";

    public static void Run(ConfigurationDraft draft)
    {
        var faults = draft.Faults;
        var routes = draft.Root.GetSection("ReverseProxy:Routes").GetChildren().ToList();
        var clusters = draft.Root.GetSection("ReverseProxy:Clusters").GetChildren().ToList();
        if (routes.Count == 0)
            faults.Add("ReverseProxy:Routes", "there is no route; at least one is needed" + Sample);
        if (clusters.Count == 0)
            faults.Add("ReverseProxy:Clusters", "there is no cluster; v1 and v2 are needed" + Sample);
        else
            Route(routes, clusters, faults);
        foreach (var cluster in clusters)
            Destinations(cluster, faults);
        foreach (var route in routes)
            Policies(route, faults);
        var split = routes.Find(IsSplit);
        if (split is null && routes.Count > 0)
            draft.Warnings.Add($"no route of {draft.Path} has a {SplitTransform.SplitKey}: nothing is split, mirrored or recorded");
        if (split is not null && clusters.Count > 0 && !clusters.Exists(static cluster => Same(cluster.Key, "v2")))
            faults.Add("ReverseProxy:Clusters:v2", $"does not exist; route '{split.Key}' splits to it, so it needs a destination");
    }

    private static void Route(List<IConfigurationSection> routes, List<IConfigurationSection> clusters, FaultList faults)
    {
        var names = clusters.Select(static cluster => cluster.Key).ToList();
        foreach (var route in routes)
        {
            var id = route["ClusterId"];
            if (names.Contains(id ?? "", StringComparer.OrdinalIgnoreCase))
                continue;
            var nearest = string.IsNullOrEmpty(id) ? null : NearestName.Of(id, names);
            var meant = nearest is null ? "" : $", did you mean {nearest}?";
            var problem = string.IsNullOrEmpty(id) ? "names no cluster" : $"the cluster '{id}' does not exist{meant}";
            faults.Add(ConfigurationPath.Combine(route.Path, "ClusterId"), $"{problem}; allowed is one of {string.Join(", ", names)}");
        }
    }

    // YARP takes these keys and leaves them to middlewares that are not here: every request of the route would end in 500.
    private static void Policies(IConfigurationSection route, FaultList faults)
    {
        foreach (var key in NeedMiddleware.Where(key => !string.IsNullOrEmpty(route[key])))
            faults.Add(ConfigurationPath.Combine(route.Path, key), "cannot be used: the sidecar has no such policies; take it out");
    }

    private static void Destinations(IConfigurationSection cluster, FaultList faults)
    {
        var destinations = cluster.GetSection("Destinations").GetChildren().ToList();
        if (destinations.Count == 0)
        {
            var variable =
                Same(cluster.Key, "v1") ? ", or PLANNER_V1_URL"
                : Same(cluster.Key, "v2") ? ", or PLANNER_V2_URL"
                : "";
            faults.Add(
                ConfigurationPath.Combine(cluster.Path, "Destinations"),
                $"there is no destination; at least one is needed, such as {{ \"a\": {{ \"Address\": \"http://127.0.0.1:9101\" }} }}{variable}"
            );
        }

        foreach (var destination in destinations)
        {
            // A missing address is YARP's to report.
            if (destination["Address"] is { Length: > 0 } address && PlannerAddress.Problem(address) is { } problem)
                faults.Add(ConfigurationPath.Combine(destination.Path, "Address"), problem);
        }
    }

    private static bool IsSplit(IConfigurationSection route) =>
        route
            .GetSection("Transforms")
            .GetChildren()
            .Any(static transform => transform.GetChildren().Any(static pair => Same(pair.Key, SplitTransform.SplitKey)));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
