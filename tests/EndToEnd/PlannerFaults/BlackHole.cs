using System.Net;
using System.Net.Sockets;

namespace EndToEnd.PlannerFaults;

/// <summary>An address that takes no connection and refuses none: its queue is full and nobody accepts.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _queue = [];

    private BlackHole() => _listener.Start(0);

    public string Address => $"http://{_listener.LocalEndpoint}";

    public static async Task<BlackHole> OpenAsync()
    {
        var hole = new BlackHole();
        // The queue has room for one; what comes after it waits for ever.
        await hole.Connect();
        _ = hole.Connect();
        return hole;
    }

    public void Dispose()
    {
        foreach (var socket in _queue)
            socket.Dispose();
        _listener.Dispose();
    }

    private Task Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _queue.Add(socket);
        return socket.ConnectAsync((IPEndPoint)_listener.LocalEndpoint);
    }
}
