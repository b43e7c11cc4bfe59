using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>A request as it reached a <see cref="FaultyPlanner"/>, and the connection to answer it on.</summary>
/// <param name="connection">The connection.</param>
/// <param name="request">The request, read whole.</param>
/// <param name="reused">True where the connection has carried a request before.</param>
/// <param name="plan">What a planner that works would answer.</param>
internal sealed class Exchange(RawConnection connection, RawMessage request, bool reused, string plan)
{
    private const string Json = "Content-Type: application/json\r\n";

    public RawConnection Connection => connection;

    public RawMessage Request => request;

    public bool Reused => reused;

    public string Plan => plan;

    /// <summary>Whether the connection goes on after the answer; only a whole answer keeps it.</summary>
    public bool Keeps { get; set; }

    /// <summary>A Content-Length.</summary>
    public static string Length(string body) => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";

    /// <summary>Status line and headers.</summary>
    public Task HeadAsync(string headers, string start = "HTTP/1.1 200 OK") => connection.WriteAsync($"{start}\r\n{Json}{headers}\r\n");

    /// <summary>The answer of a planner that works.</summary>
    public Task AnswerAsync()
    {
        Keeps = true;
        return connection.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\n{Json}{Length(plan)}\r\n{plan}"));
    }

    /// <summary>These bytes, and then the end of the connection.</summary>
    public async Task BytesAsync(params byte[][] parts)
    {
        foreach (var part in parts)
            await connection.WriteAsync(part);
    }

    /// <summary>Answers nothing until the other side leaves.</summary>
    public Task SilenceAsync() => connection.ClosedByPeerAsync();

    /// <summary>The same again and again, until the other side leaves.</summary>
    public async Task FloodAsync(string piece)
    {
        var bytes = Encoding.Latin1.GetBytes(piece);
        while (true)
            await connection.WriteAsync(bytes);
    }
}
