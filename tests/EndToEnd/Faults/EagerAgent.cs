using System.Net.Sockets;
using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>
/// An agent that asks without a pause, at the level of bytes: nothing is sent twice and nothing is overlooked. It leaves when no connection
/// is to be had any more.
/// </summary>
internal sealed class EagerAgent(Uri address, AgentHabit habit)
{
    private const string Body = """{"goal":"tidy up"}""";

    private readonly string _request =
        $"POST /plan HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";

    private readonly List<TrafficAnswer> _answers = [];

    /// <summary>Asks until it is refused; answers what came of every request.</summary>
    public async Task<IReadOnlyList<TrafficAnswer>> AskAsync(Action answered)
    {
        while (await ConnectAsync() is { } connection)
        {
            using (connection)
            {
                while (await AskOnceAsync(connection) is { Fault: null, Closing: false } && habit != AgentHabit.NewConnections)
                    answered();
            }

            answered();
        }

        return _answers;
    }

    // Null where the connection is refused: no request was accepted then. Anything else that goes wrong is a fault.
    private async Task<RawConnection?> ConnectAsync()
    {
        try
        {
            return await RawConnection.ConnectAsync(address);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return null;
        }
    }

    private async Task<TrafficAnswer> AskOnceAsync(RawConnection connection)
    {
        var answer = await TryAskAsync(connection);
        _answers.Add(answer);
        return answer;
    }

    private async Task<TrafficAnswer> TryAskAsync(RawConnection connection)
    {
        var sent = TimeProvider.System.GetUtcNow();
        var begin = TimeProvider.System.GetTimestamp();
        var took = TimeSpan.Zero;
        try
        {
            await SendAsync(connection);
            var answer = await connection.ReadAnswerAsync();
            took = TimeProvider.System.GetElapsedTime(begin);
            return new TrafficAnswer
            {
                Sent = sent,
                Took = took,
                Status = answer.Status,
                RunId = answer["X-Planner-Run-Id"],
                Closing = answer["Connection"] == "close",
            };
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return new TrafficAnswer
            {
                Sent = sent,
                Took = took,
                Fault = $"{habit}: {fault.Message}",
            };
        }
    }

    private async Task SendAsync(RawConnection connection)
    {
        if (habit != AgentHabit.TwoHalves)
        {
            await connection.WriteAsync(_request);
            return;
        }

        // Within the request line, the headers or the body.
        var half = Random.Shared.Next(1, _request.Length - 1);
        await connection.WriteAsync(_request[..half]);
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(30)), TimeProvider.System);
        await connection.WriteAsync(_request[half..]);
    }
}
