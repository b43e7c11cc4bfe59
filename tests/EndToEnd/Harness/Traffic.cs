using System.Collections.Concurrent;
using System.Text;

namespace EndToEnd.Harness;

/// <summary>
/// Agents that ask for plans one after the other over connections that they keep. An agent leaves for good when an answer asks it to leave
/// the connection, as one behind a load balancer would.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Func<int, HttpRequestMessage> _request;
    private readonly int _limit;
    private readonly ConcurrentQueue<TrafficAnswer> _answers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _agents;
    private int _sent;
    private bool _ended;

    private Traffic(Uri address, int agents, int limit, Func<int, HttpRequestMessage>? request)
    {
        _client = Bed.NewAgent(address);
        _request = request ?? (static _ => Plan());
        _limit = limit;
        _agents = Task.WhenAll(Enumerable.Range(0, agents).Select(_ => Task.Run(AskAsync)));
    }

    /// <summary>Answers so far, failed requests among them.</summary>
    public int Count => _answers.Count;

    /// <summary>What came of the requests so far.</summary>
    public IReadOnlyList<TrafficAnswer> Answers => [.. _answers];

    /// <summary>Starts so many agents, which ask until they are stopped.</summary>
    public static Traffic Start(Uri address, int agents, Func<int, HttpRequestMessage>? request = null) =>
        new(address, agents, int.MaxValue, request);

    /// <summary>Sends so many requests, as many at a time as there are agents; a request is made from its number.</summary>
    public static async Task<IReadOnlyList<TrafficAnswer>> SendAsync(
        Uri address,
        int agents,
        int requests,
        Func<int, HttpRequestMessage>? request = null
    )
    {
        await using var traffic = new Traffic(address, agents, requests, request);
        await traffic._agents.WaitAsync(Patience.Limit);
        return [.. traffic._answers];
    }

    /// <summary>A request for a plan, with an agent's header where one is given.</summary>
    public static HttpRequestMessage Plan(string? header = null, string value = "", string body = """{"goal":"tidy up"}""")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/plan")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (header is not null)
            request.Headers.Add(header, value);
        return request;
    }

    /// <summary>Waits until so many more answers came.</summary>
    public Task MoreAsync(int answers)
    {
        var target = Count + answers;
        return Patience.UntilAsync(() => Task.FromResult(Count), count => count >= target, count => $"{target} answers; there are {count}");
    }

    /// <summary>Lets what was asked be answered and asks no more.</summary>
    public async Task<IReadOnlyList<TrafficAnswer>> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    /// <summary>Waits until every agent has left by itself.</summary>
    public async Task<IReadOnlyList<TrafficAnswer>> EndAsync()
    {
        await _agents.WaitAsync(Patience.Limit);
        return [.. _answers];
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever ended it already is ended for good: a second time must not hide what failed in between.
        if (_ended)
            return;
        _ended = true;
        await _stop.CancelAsync();
        await _agents;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        for (int number; !_stop.IsCancellationRequested && (number = Interlocked.Increment(ref _sent)) <= _limit; )
        {
            var answer = await AskAsync(number - 1);
            _answers.Enqueue(answer);
            // After a fault too: the tests that count faults must not be flooded with them.
            if ((answer.Closing || answer.Fault is not null) && _limit == int.MaxValue)
                return;
        }
    }

    private async Task<TrafficAnswer> AskAsync(int number)
    {
        using var request = _request(number);
        var sent = TimeProvider.System.GetUtcNow();
        var begin = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request);
            return new TrafficAnswer
            {
                Sent = sent,
                Took = TimeProvider.System.GetElapsedTime(begin),
                Status = (int)response.StatusCode,
                RunId = One(response, "X-Planner-Run-Id"),
                Selected = One(response, "X-Planner-Selected"),
                Reason = One(response, "X-Planner-Reason"),
                Closing = response.Headers.ConnectionClose == true,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new TrafficAnswer
            {
                Sent = sent,
                Took = TimeProvider.System.GetElapsedTime(begin),
                Refused = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError },
                Fault = $"{exception.Message} {exception.InnerException?.Message}",
            };
        }
    }

    private static string? One(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
