using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EndToEnd.Harness;

namespace EndToEnd.Chaos;

/// <summary>Agents that ask one request after the other, each on a connection that it keeps, and check every answer to the byte.</summary>
internal sealed class ChaosAgents(Uri address, int agents)
{
    /// <summary>The fault of an answer that an agent did not wait for any longer.</summary>
    public const string NoEnd = "no end";

    private readonly IPEndPoint _sidecar = IPEndPoint.Parse(address.Authority);
    private int _sent;

    /// <summary>How long an agent waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the agent that is to send this request leaves before its answer.</summary>
    public Func<int, bool> Leaves { get; init; } = static _ => false;

    /// <summary>Learns of every request as it is over; called by many at a time.</summary>
    public required Action<Sight> Saw { get; init; }

    /// <summary>Called by the agent that is about to send this request; the others go on meanwhile.</summary>
    public Func<int, Task> Before { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Sends so many more requests, then every agent closes its connection.</summary>
    public async Task SendAsync(int requests, CancellationToken stop = default)
    {
        var end = _sent + requests;
        await Task.WhenAll(Enumerable.Range(0, agents).Select(_ => Task.Run(() => AskAsync(end, stop), CancellationToken.None)));
        _sent = end;
    }

    private async Task AskAsync(int end, CancellationToken stop)
    {
        RawConnection? connection = null;
        try
        {
            for (int number; !stop.IsCancellationRequested && (number = Interlocked.Increment(ref _sent)) <= end; )
            {
                await Before(number);
                using var limit = new CancellationTokenSource(Patience);
                var sent = TimeProvider.System.GetTimestamp();
                var seen = new Sight(number, sent, 0, null, null, null);
                try
                {
                    connection ??= await ConnectAsync();
                    await using var late = limit.Token.UnsafeRegister(static open => ((RawConnection)open!).Dispose(), connection);
                    await connection.WriteAsync(ChaosPlans.Request(number));
                    seen = Leaves(number) ? seen with { Fault = "left" } : Check(seen, await connection.ReadAnswerAsync());
                }
                catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
                {
                    seen = seen with { Fault = limit.IsCancellationRequested ? NoEnd : "broken off" };
                }

                if (seen.Fault is not null)
                {
                    connection?.Dispose();
                    connection = null;
                }

                Saw(seen with { Ended = TimeProvider.System.GetTimestamp() });
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private async Task<RawConnection> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_sidecar);
        return new RawConnection(socket, CancellationToken.None);
    }

    private static Sight Check(Sight seen, RawMessage answer)
    {
        var (selected, reason) = (answer["X-Planner-Selected"], answer["X-Planner-Reason"]);
        var right =
            answer.Status == 200
            && selected is not null
            && answer.Text == ChaosPlans.Of(seen.Number.ToString(CultureInfo.InvariantCulture), selected);
        var fault =
            right ? null
            : answer.Status == 200 ? "another body"
            : answer.Status.ToString(CultureInfo.InvariantCulture);
        return seen with { Selected = selected, Reason = reason, Fault = fault };
    }
}
