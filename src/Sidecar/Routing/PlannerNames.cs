using System.Net;
using System.Net.Sockets;

namespace Sidecar.Routing;

/// <summary>
/// Opens connections to planners, and resolves their names: everybody who asks for a name waits for the same lookup, and one that did not
/// resolve is not asked for again for a moment. The system looks a name up once at a time: with many runs to a planner whose name is gone,
/// each would wait for the lookups of all before it, up to its deadline.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="resolve">Looks a name up.</param>
internal sealed class PlannerNames(TimeProvider time, Func<string, Task<IPAddress[]>> resolve)
{
    /// <summary>How long a name that did not resolve is not looked up again.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lookup> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Connects, as the HTTP client itself would.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var planner = context.DnsEndPoint;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IPAddress.TryParse(planner.Host, out var address))
                await socket.ConnectAsync(address, planner.Port, cancellationToken);
            else
                await socket.ConnectAsync(await ResolveAsync(planner.Host).WaitAsync(cancellationToken), planner.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses of a name.</summary>
    public Task<IPAddress[]> ResolveAsync(string name)
    {
        lock (_lock)
        {
            if (_lookups.TryGetValue(name, out var known) && known.Holds(time))
                return known.Addresses;
            var lookup = new Lookup();
            _lookups[name] = lookup;
            return lookup.Addresses = LookUpAsync(name, lookup);
        }
    }

    private async Task<IPAddress[]> LookUpAsync(string name, Lookup lookup)
    {
        try
        {
            return await resolve(name);
        }
        catch
        {
            lookup.Failed = time.GetTimestamp();
            throw;
        }
    }

    private sealed class Lookup
    {
        public Task<IPAddress[]> Addresses { get; set; } = null!;

        public long Failed { get; set; }

        // Under way, or failed a moment ago. What resolved is the system's to remember.
        public bool Holds(TimeProvider time) =>
            !Addresses.IsCompleted || (!Addresses.IsCompletedSuccessfully && time.GetElapsedTime(Failed) < Remembered);
    }
}
