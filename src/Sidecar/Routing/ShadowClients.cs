using System.Collections.Concurrent;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>
/// The connections of shadows, for each cluster apart from those of its primaries: shadows that hang cannot starve the agents. A changed
/// client configuration takes new connections; the old ones run out by themselves.
/// </summary>
internal sealed class ShadowClients(IForwarderHttpClientFactory factory)
{
    private readonly ConcurrentDictionary<string, Pool> _pools = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The client for shadows to a cluster.</summary>
    public HttpMessageInvoker For(ClusterModel cluster)
    {
        var config = cluster.Config.HttpClient ?? HttpClientConfig.Empty;
        var id = cluster.Config.ClusterId;
        if (_pools.TryGetValue(id, out var pool) && (ReferenceEquals(pool.Config, config) || pool.Config == config))
            return pool.Client;
        return _pools.AddOrUpdate(id, (_, c) => Create(id, c), (_, old, c) => old.Config == c ? old : Create(id, c), config).Client;
    }

    private Pool Create(string clusterId, HttpClientConfig config) =>
        new(
            config,
            factory.CreateClient(
                new ForwarderHttpClientContext
                {
                    ClusterId = clusterId,
                    NewConfig = config,
                    OldConfig = HttpClientConfig.Empty,
                    OldMetadata = null,
                    NewMetadata = null,
                    OldClient = null,
                }
            )
        );

    private sealed record Pool(HttpClientConfig Config, HttpMessageInvoker Client);
}
