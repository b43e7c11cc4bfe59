using System.Net.Http.Headers;

namespace Sidecar.Demo.Traffic;

/// <summary>
/// The agents: sends the demo's objectives through the sidecar, a bounded number at a time, as 200 users. Which objective and which user
/// follow from the run's number, so every demo asks the same.
/// </summary>
internal sealed class DemoTraffic(Uri sidecar, TimeProvider time, int concurrency) : IDisposable
{
    private const int Users = 200;

    // A step over the users that shares no factor with their number, so that users and objectives do not go hand in hand.
    private const int UserStep = 37;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
    private readonly Uri _plan = new(sidecar, "plan");
    private long _sent = -1;
    private int _waiting;
    private volatile TrafficTally _stretch = new();

    /// <summary>Every run since the demo began.</summary>
    public TrafficTally All { get; } = new();

    /// <summary>Agents that wait for an answer at this moment.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Begins another stretch: every run whose request starts after this returns counts into it; one that starts at the same moment may
    /// still count into the one before.
    /// </summary>
    public TrafficTally BeginStretch() => _stretch = new TrafficTally();

    /// <summary>Sends a number of runs and ends when all are answered. A run that fails is counted, not thrown.</summary>
    public async Task SendAsync(int runs, Action? answered, CancellationToken ct)
    {
        var left = runs;
        await SendWhileAsync(() => Interlocked.Decrement(ref left) >= 0, concurrency, answered, ct);
    }

    /// <summary>Sends runs with a number of agents while they are wanted, and ends when all are answered.</summary>
    public async Task SendWhileAsync(Func<bool> wanted, int agents, Action? answered, CancellationToken ct)
    {
        async Task SendOneByOneAsync()
        {
            while (wanted())
            {
                await SendOneAsync(ct);
                answered?.Invoke();
            }
        }
        await Task.WhenAll(Enumerable.Range(0, agents).Select(_ => SendOneByOneAsync()));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task SendOneAsync(CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _sent);
        // Read before the request starts: a run of the stretch before is never taken for one of the next.
        var stretch = _stretch;
        var asked = ObjectiveTruth.All[(int)(number % ObjectiveTruth.All.Count)];
        using var request = new HttpRequestMessage(HttpMethod.Post, _plan) { Content = new ReadOnlyMemoryContent(asked.Body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Add("X-User-Id", $"user-{number * UserStep % Users:000}");
        var began = time.GetTimestamp();
        var answer = new TrafficAnswer { Asked = asked };
        Interlocked.Increment(ref _waiting);
        try
        {
            using var response = await _client.SendAsync(request, ct);
            answer = answer with
            {
                Status = (int)response.StatusCode,
                RunId = Header(response, "X-Planner-Run-Id"),
                Selected = Header(response, "X-Planner-Selected"),
                Reason = Header(response, "X-Planner-Reason"),
                Build = Header(response, "X-Planner-Build"),
            };
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // No answer: status 0 says so in the counts.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        answer = answer with { Took = time.GetElapsedTime(began), EndedAt = time.GetUtcNow() };
        stretch.Add(answer);
        All.Add(answer);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
