using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Sidecar.Hosting;

/// <summary>The open connections of all listeners, and how they are used.</summary>
internal sealed class ConnectionUses(TimeProvider time)
{
    /// <summary>How long a connection has to be quiet before it may be closed: who asks again and again has asked within that time.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<ConnectionUse, bool> _open = new();

    /// <summary>A connection came. Its requests find how it is used among its features.</summary>
    public void Add(ConnectionContext connection)
    {
        var use = new ConnectionUse(time);
        _open[use] = true;
        connection.Features.Set(use);
        connection.ConnectionClosed.UnsafeRegister(_ => _open.TryRemove(use, out var _), null);
    }

    /// <summary>Ends when every connection has left or is quiet, or with the token.</summary>
    public async Task WhenQuietAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && _open.Keys.Any(static use => use.Quiet() < QuietTime))
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
