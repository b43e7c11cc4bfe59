using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Sidecar.Hosting;

/// <summary>The framework's sockets, with listeners whose end loses no request.</summary>
internal sealed class LastingListenerFactory : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly ConcurrentDictionary<EndPoint, Socket> _sockets = new(ReferenceEqualityComparer.Instance);
    private readonly SocketTransportFactory _inner;
    private readonly ConnectionUses _uses;
    private readonly TimeProvider _time;

    public LastingListenerFactory(
        IOptions<SocketTransportOptions> options,
        ConnectionUses uses,
        TimeProvider time,
        ILoggerFactory loggerFactory
    )
    {
        (_uses, _time) = (uses, time);
        var create = options.Value.CreateBoundListenSocket;
        options.Value.CreateBoundListenSocket = endpoint => _sockets[endpoint] = create(endpoint);
        _inner = new SocketTransportFactory(options, loggerFactory);
    }

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            var listener = await _inner.BindAsync(endpoint, cancellationToken);
            return new LastingListener(listener, _sockets.GetValueOrDefault(endpoint), _uses, _time);
        }
        catch (SocketException error)
        {
            // It names no address. Kestrel takes an IOException for an address in use, and then does not try IPv4 where there is no IPv6.
            throw new InvalidOperationException($"Failed to bind to address {endpoint}: {error.Message}.", error);
        }
        finally
        {
            _sockets.TryRemove(endpoint, out _);
        }
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => _inner.CanBind(endpoint);
}
