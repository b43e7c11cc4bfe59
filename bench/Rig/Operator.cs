using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Rig;

/// <summary>An operator at /guard and /metrics, on one connection.</summary>
internal sealed class Operator : IDisposable
{
    private readonly HttpClient _client;

    public Operator(SidecarProcess sidecar)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        _client = new HttpClient(handler) { BaseAddress = sidecar.Address, Timeout = TimeSpan.FromMinutes(5) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", sidecar.Token);
    }

    /// <summary>What is at a path; anything but 200 is an error.</summary>
    public async Task<string> TextAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return await AnswerAsync(answer, $"GET {path}");
    }

    /// <summary>The JSON at a path.</summary>
    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await TextAsync(path))!;

    /// <summary>PUT /guard/config.</summary>
    public async Task PutConfigAsync(JsonObject config)
    {
        using var content = new StringContent(config.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _client.PutAsync(new Uri("/guard/config", UriKind.Relative), content);
        await AnswerAsync(answer, "PUT /guard/config");
    }

    /// <summary>Asks for the status until it is as wanted.</summary>
    public async Task<JsonNode> StatusUntilAsync(Func<JsonNode, bool> wanted, string what, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var status = await JsonAsync("/guard/status");
            if (wanted(status))
                return status;
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{what}: not within 30 s. The status is\n{status}");
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> AnswerAsync(HttpResponseMessage answer, string request)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException($"{request}: {(int)answer.StatusCode} {text}");
    }
}
