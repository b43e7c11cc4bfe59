using System.Collections.Frozen;
using System.Net;
using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>Chooses where a shadow goes: the planner's cluster, by the cluster's own load balancing.</summary>
internal sealed class ShadowTargets(IProxyStateLookup lookup, IEnumerable<ILoadBalancingPolicy> policies, PlannerClients clients)
{
    private readonly FrozenDictionary<string, ILoadBalancingPolicy> _policies = policies.ToFrozenDictionary(
        policy => policy.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Chooses; without an available destination the target has no client.</summary>
    public ShadowTarget Choose(HttpContext context, Planner planner)
    {
        if (!lookup.TryGetCluster(planner.Name(), out var cluster) || Pick(context, cluster) is not { } destination)
            return new ShadowTarget(planner, null, "http://none", null, HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower);
        var request = cluster.Model.Config.HttpRequest;
        return new ShadowTarget(
            planner,
            clients.Shadow(cluster.Model),
            destination.Model.Config.Address,
            destination.Model.Config.Host,
            request?.Version ?? HttpVersion.Version20,
            request?.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower
        )
        {
            Fresh = clients.Fresh(cluster.Model),
            ActivityTimeout = request?.ActivityTimeout,
        };
    }

    private DestinationState? Pick(HttpContext context, ClusterState cluster)
    {
        var available = cluster.DestinationsState.AvailableDestinations;
        if (available.Count <= 1)
            return available.Count == 0 ? null : available[0];
        var name = cluster.Model.Config.LoadBalancingPolicy ?? LoadBalancingPolicies.PowerOfTwoChoices;
        return _policies.TryGetValue(name, out var policy) ? policy.PickDestination(context, cluster, available) : available[0];
    }
}
