using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Sidecar.Hosting;

/// <summary>
/// A listener whose end loses no request. The server closes idle connections as soon as its listener has ended, and the system resets those
/// that it has not been given yet. So this one ends in three steps: no handshake begins any more, those under way come through; the socket
/// is closed once every connection is with the server; and it says that it has ended only when the connections have left or are quiet.
/// </summary>
internal sealed class LastingListener(IConnectionListener inner, Socket? socket, ConnectionUses uses, TimeProvider time)
    : IConnectionListener
{
    /// <summary>How long handshakes under way have: some round trips to the agents.</summary>
    public static readonly TimeSpan Handshakes = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public EndPoint EndPoint => inner.EndPoint;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var connection = await inner.AcceptAsync(cancellationToken);
        if (connection is not null)
            uses.Add(connection);
        return connection;
    }

    /// <inheritdoc/>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (socket is not null)
        {
            if (HandshakeFilter.TryAttach(socket))
                await DelayAsync(Handshakes, cancellationToken);

            // What the system has accepted is taken over by the server, which goes on accepting.
            while (!cancellationToken.IsCancellationRequested && socket.Poll(0, SelectMode.SelectRead))
                await DelayAsync(Look, cancellationToken);
        }

        await inner.UnbindAsync(CancellationToken.None);
        await uses.WhenQuietAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
