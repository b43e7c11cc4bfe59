using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Sidecar.Tests.Hosting;

/// <summary>A listener that accepts what a test gives it.</summary>
internal sealed class FakeListener : IConnectionListener
{
    private readonly Channel<ConnectionContext> _arrivals = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public bool Unbound { get; private set; }

    public void Arrive(ConnectionContext connection) => _arrivals.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _arrivals.Reader.WaitToReadAsync(cancellationToken) ? await _arrivals.Reader.ReadAsync(cancellationToken) : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        Unbound = true;
        _arrivals.Writer.Complete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
