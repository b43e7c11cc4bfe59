using System.Collections.Concurrent;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>
/// The clients that are the sidecar's own, for each cluster apart from YARP's, which has the primaries': shadows that hang cannot starve
/// the agents. A changed client configuration takes new connections; the old ones run out by themselves.
/// </summary>
internal sealed class PlannerClients(IForwarderHttpClientFactory factory)
{
    private readonly ConcurrentDictionary<string, Pool> _pools = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The client for shadows to a cluster.</summary>
    public HttpMessageInvoker Shadow(ClusterModel cluster) => For(cluster).Shadow;

    /// <summary>The client for what is sent again to a cluster: every request on a connection of its own.</summary>
    public HttpMessageInvoker Fresh(ClusterModel cluster) => For(cluster).Fresh;

    private Pool For(ClusterModel cluster)
    {
        var config = cluster.Config.HttpClient ?? HttpClientConfig.Empty;
        var id = cluster.Config.ClusterId;
        if (_pools.TryGetValue(id, out var pool) && (ReferenceEquals(pool.Config, config) || pool.Config == config))
            return pool;
        return _pools.AddOrUpdate(id, (_, c) => Create(id, c), (_, old, c) => old.Config == c ? old : Create(id, c), config);
    }

    private Pool Create(string clusterId, HttpClientConfig config) =>
        new(config, Client(clusterId, config, null), Client(clusterId, config, PlannerConnections.NeverKept));

    private HttpMessageInvoker Client(string clusterId, HttpClientConfig config, IReadOnlyDictionary<string, string>? metadata) =>
        factory.CreateClient(
            new ForwarderHttpClientContext
            {
                ClusterId = clusterId,
                NewConfig = config,
                OldConfig = HttpClientConfig.Empty,
                OldMetadata = null,
                NewMetadata = metadata,
                OldClient = null,
            }
        );

    private sealed record Pool(HttpClientConfig Config, HttpMessageInvoker Shadow, HttpMessageInvoker Fresh);
}
