using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>Speaks to the sidecar as an operator would: over HTTP, with the token.</summary>
internal sealed class GuardClient : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>A client of the sidecar at an address.</summary>
    public GuardClient(Uri sidecar, string token)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = sidecar,
            Timeout = TimeSpan.FromSeconds(10),
        };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>PUT /guard/config; answers the config then in force.</summary>
    /// <exception cref="GuardAnswerException">The sidecar refused.</exception>
    public async Task<ConfigReading> PutConfigAsync(ConfigWish wish, CancellationToken ct)
    {
        using var content = new ReadOnlyMemoryContent(wish.ToJson());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, "guard/config") { Content = content };
        using var json = JsonDocument.Parse(await AnswerAsync(request, ct));
        return ConfigReading.Of(json.RootElement);
    }

    /// <summary>GET /guard/status.</summary>
    public async Task<StatusReading> StatusAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "guard/status");
        using var json = JsonDocument.Parse(await AnswerAsync(request, ct));
        return StatusReading.Of(json.RootElement);
    }

    /// <summary>GET /guard/history: the newest thousand entries, newest first.</summary>
    public async Task<IReadOnlyList<HistoryReading>> HistoryAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "guard/history?limit=1000");
        using var json = JsonDocument.Parse(await AnswerAsync(request, ct));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(HistoryReading.Of)];
    }

    /// <summary>GET /guard/report, of the last seven days, in Markdown.</summary>
    public async Task<ReportReading> ReportAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "guard/report");
        return ReportReading.Of(await AnswerAsync(request, ct));
    }

    /// <summary>GET /metrics.</summary>
    public async Task<MetricsReading> MetricsAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        return MetricsReading.Parse(await AnswerAsync(request, ct));
    }

    /// <summary>GET /guard/runs from a moment on, page by page.</summary>
    public async Task<IReadOnlyList<RunReading>> RunsAsync(DateTimeOffset since, CancellationToken ct)
    {
        var from = Uri.EscapeDataString(since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        var runs = new List<RunReading>();
        string? next = null;
        do
        {
            var page = next is null ? "" : $"&before={Uri.EscapeDataString(next)}";
            using var request = new HttpRequestMessage(HttpMethod.Get, $"guard/runs?since={from}&limit=1000{page}");
            using var json = JsonDocument.Parse(await AnswerAsync(request, ct));
            foreach (var item in json.RootElement.GetProperty("items").EnumerateArray())
                runs.Add(RunReading.Of(item));
            next = json.RootElement.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        } while (next is not null);
        return runs;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string> AnswerAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await _client.SendAsync(request, ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? body
            : throw new GuardAnswerException(
                $"{request.Method} {request.RequestUri?.PathAndQuery} was answered {(int)response.StatusCode}: {body}"
            );
    }
}
