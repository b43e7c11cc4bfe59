using System.Net;
using System.Net.Sockets;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>
/// A planner that keeps every byte of every connection, answers each request that is whole, and keeps connections open as planners do: what
/// was smuggled into one would be the next request on it.
/// </summary>
internal sealed class RecordingPlanner : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _sync = new();
    private readonly List<MemoryStream> _connections = [];
    private readonly Task _accepting;

    public RecordingPlanner()
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>The answer to every request; where it ends in <c>Connection: close</c>, the connection is closed after it.</summary>
    public byte[] Answer { get; set; } = KeepingOpen(Plans.Triage);

    /// <summary>Bytes that came, on all connections.</summary>
    public long Bytes
    {
        get
        {
            lock (_sync)
                return _connections.Sum(static connection => connection.Length);
        }
    }

    /// <summary>Every request of every connection.</summary>
    /// <exception cref="InvalidDataException">Something came that can be read in two ways.</exception>
    public IReadOnlyList<WireRequest> Requests
    {
        get
        {
            byte[][] seen;
            lock (_sync)
                seen = [.. _connections.Select(static connection => connection.ToArray())];
            return [.. seen.SelectMany(WireReader.Read)];
        }
    }

    /// <summary>The requests whose line holds a mark.</summary>
    public IReadOnlyList<WireRequest> Marked(string mark) =>
        [.. Requests.Where(request => request.StartLine.Contains(mark, StringComparison.Ordinal))];

    /// <summary>Waits for the whole request of a mark; more than one fails the test.</summary>
    public async Task<WireRequest> OneAsync(string mark)
    {
        var seen = await Patience.UntilAsync(
            () => Task.FromResult(Marked(mark)),
            static seen => seen.Any(static request => request.Whole),
            seen => $"a request {mark} at the planner, which had {seen.Count}"
        );
        return Assert.Single(seen);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _end.Dispose();
    }

    private static byte[] KeepingOpen(string json) =>
        System.Text.Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"
        );

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            // Here, where nothing is accepted any more: a listener that is stopped between two connections says that it does not listen.
            _listener.Stop();
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new RawConnection(socket, _end.Token);
        var seen = new MemoryStream();
        lock (_sync)
            _connections.Add(seen);
        try
        {
            var (answered, lookAt) = (0, 0L);
            while (await connection.ReadSomeAsync() is { Length: > 0 } some)
            {
                lock (_sync)
                    seen.Write(some);
                if (seen.Length < lookAt)
                    continue;
                var requests = Read(seen);
                // A large body is not looked at again before it can be whole.
                lookAt = seen.Length + requests[^1].Missing;
                for (var whole = requests.Count(static request => request.Whole); answered < whole; answered++)
                    await connection.WriteAsync(Answer);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or InvalidDataException)
        {
            // The sidecar left, the test is over, or it will find what cannot be read by itself.
        }
    }

    private IReadOnlyList<WireRequest> Read(MemoryStream seen)
    {
        lock (_sync)
            return WireReader.Read(seen.ToArray());
    }
}
