using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Rig;

/// <summary>Agents with a connection each, which ask for plans one after the other until they are stopped.</summary>
internal sealed class Agents : IAsyncDisposable
{
    private static readonly byte[] Body = """{"objective":"tidy up the inbox"}"""u8.ToArray();

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();
    private readonly Task _asking;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private long _answered;

    private Agents(Uri sidecar, int connections)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        _client = new HttpClient(handler) { BaseAddress = sidecar, Timeout = TimeSpan.FromSeconds(60) };
        _asking = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(AskAsync)));
    }

    /// <summary>Requests that were answered with 200.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>What else the agents saw, and how often.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors;

    /// <summary>How long they have been asking.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Starts them.</summary>
    public static Agents Start(Uri sidecar, int connections) => new(sidecar, connections);

    /// <summary>Lets what was asked be answered and asks no more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _asking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var content = new ByteArrayContent(Body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await _client.PostAsync(new Uri("/plan", UriKind.Relative), content);
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _answered);
                else
                    Count($"status {(int)answer.StatusCode}");
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                Count(exception.Message);
            }
        }
    }

    private void Count(string error) => _errors.AddOrUpdate(error, 1, static (_, count) => count + 1);
}
