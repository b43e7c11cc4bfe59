using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Harness;

/// <summary>A planner that speaks bytes: what no proper server would send.</summary>
internal sealed class RawPlanner : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<RawConnection, Task> _script;
    private readonly Task _accepting;
    private int _connections;

    private RawPlanner(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Connections that were opened so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Plays the script on every connection; the connection is closed when it returns.</summary>
    public static RawPlanner Start(Func<RawConnection, Task> script) => new(script);

    /// <summary>Reads each request whole, answers it with these bytes and closes.</summary>
    public static RawPlanner Answering(params byte[][] parts) =>
        new(async connection =>
        {
            if (await connection.ReadRequestAsync() is null)
                return;
            foreach (var part in parts)
                await connection.WriteAsync(part);
        });

    /// <summary>Reads a request and never answers it.</summary>
    public static RawPlanner Silent() =>
        new(static async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.ClosedByPeerAsync();
        });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(PlayAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            // Here, where nothing is accepted any more: a listener that is stopped between two connections says that it does not listen.
            _listener.Stop();
            await Task.WhenAll(open);
        }
    }

    private async Task PlayAsync(Socket socket)
    {
        Interlocked.Increment(ref _connections);
        using var connection = new RawConnection(socket, _end.Token);
        try
        {
            await _script(connection);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The sidecar left first, or the test is over.
        }
    }
}
