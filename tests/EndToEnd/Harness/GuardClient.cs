using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>An operator at /guard and /metrics.</summary>
internal sealed class GuardClient : IDisposable
{
    private readonly HttpClient _client;
    private MetricsReading? _since;

    public GuardClient(Uri address, string? token)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Patience.Limit };
        if (token is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonNode> StatusAsync() => JsonAsync("/guard/status");

    /// <summary>GET /guard/runs; the filter is a query such as <c>?selected=v2</c>.</summary>
    public Task<JsonNode> RunsAsync(string filter = "") => JsonAsync("/guard/runs" + filter);

    /// <summary>Every run that a filter such as <c>selected=v2</c> finds, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllRunsAsync(string filter)
    {
        var runs = new List<JsonNode>();
        for (string? next = ""; next is not null; )
        {
            var page = await RunsAsync($"?limit=1000&{filter}{next}");
            runs.AddRange(page["items"]!.AsArray().Select(static run => run!));
            next = (string?)page["next"] is { } cursor ? "&before=" + cursor : null;
        }

        return runs;
    }

    /// <summary>Cause codes of the health; none while it is healthy.</summary>
    public async Task<IReadOnlyList<string>> CausesAsync()
    {
        var health = await JsonAsync("/guard/health");
        var causes = health["causes"]!.AsArray().Select(static cause => (string)cause!["code"]!).ToList();
        Assert.Equal(causes.Count == 0 ? "healthy" : "degraded", (string?)health["status"]);
        return causes;
    }

    /// <summary>The newest entries of the history first.</summary>
    public async Task<IReadOnlyList<JsonNode>> HistoryAsync() =>
        [.. (await JsonAsync("/guard/history"))["items"]!.AsArray().Select(static entry => entry!)];

    /// <summary>A run of the audit log, as soon as it is written.</summary>
    public async Task<JsonNode> RunAsync(string runId)
    {
        var text = await Patience.UntilAsync(
            () => TextAsync($"/guard/runs/{runId}"),
            static answer => answer.Status == 200,
            answer => $"run {runId} in the audit log ({answer.Status} {answer.Text})"
        );
        return JsonNode.Parse(text.Text)!;
    }

    /// <summary>PUT /guard/config with any body.</summary>
    public async Task<GuardAnswer> PutAsync(string json, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/guard/config") { Content = Json(json) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await SendAsync(request);
    }

    /// <summary>POST /guard/rollback.</summary>
    public async Task<GuardAnswer> RollbackAsync(string json = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/guard/rollback") { Content = json.Length > 0 ? Json(json) : null };
        return await SendAsync(request);
    }

    /// <summary>POST /guard/evaluate.</summary>
    public async Task<JsonNode> EvaluateAsync(string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/guard/evaluate" + query);
        var answer = await SendAsync(request);
        Assert.True(answer.Status == 200, $"evaluate: {answer.Status} {answer.Text}");
        return answer.Json;
    }

    /// <summary>POST /guard/runs/{run_id}/quality.</summary>
    public async Task<GuardAnswer> RateAsync(string runId, string planner, double quality)
    {
        using var content = Json(FormattableString.Invariant($$"""{"planner":"{{planner}}","quality":{{quality}}}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/guard/runs/{runId}/quality") { Content = content };
        return await SendAsync(request);
    }

    /// <summary>POST /guard/quality.</summary>
    public async Task<GuardAnswer> RateAsync(IEnumerable<string> lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/guard/quality") { Content = content };
        return await SendAsync(request);
    }

    /// <summary>Waits until v2 is out and the store has it; answers the status.</summary>
    public Task<JsonNode> RolledBackAsync() =>
        Patience.UntilAsync(
            StatusAsync,
            static status => status["config"] is { } config && (bool)config["kill_switch"]! && (bool)config["durable"]!,
            static status => $"a rollback; the status is {status.ToJsonString()}"
        );

    /// <summary>Waits until v2's evidence holds so many runs; answers the status.</summary>
    public Task<JsonNode> EvidenceAsync(int runs, string side = "v2") =>
        Patience.UntilAsync(
            StatusAsync,
            status => (int)status["stats"]![side]!["samples"]! >= runs,
            status => $"{runs} runs of {side} in the evidence: {status["stats"]!.ToJsonString()}"
        );

    public async Task<GuardAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request);
        return new GuardAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync()
        );
    }

    public async Task<GuardAnswer> TextAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    public async Task<MetricsReading> MetricsAsync() => new((await TextAsync("/metrics")).Text, _since);

    /// <summary>Waits until nothing is open any more. Metrics are from now on what comes after this.</summary>
    public async Task BeginAnewAsync()
    {
        _since = null;
        _since = await Patience.UntilAsync(
            MetricsAsync,
            static metrics =>
                (metrics["planner_shadow_inflight"], metrics["planner_audit_queue"]) == (0, 0)
                && metrics.Sum("planner_selection_total") == metrics.Sum("planner_shadow_total"),
            static metrics => $"nothing open of the tests before\n{metrics.Show("planner_")}"
        );
    }

    /// <summary>Waits until the ledger holds that many runs; more fail the test. Answers the metrics after that moment.</summary>
    public async Task<MetricsReading> LedgerSettlesAsync(int runs)
    {
        var metrics = await Patience.UntilAsync(
            MetricsAsync,
            reading => reading.Sum("planner_shadow_total") >= runs,
            reading => $"{runs} runs in the ledger, which holds\n{reading.Show("planner_shadow_total")}"
        );
        Assert.Equal(runs, metrics.Sum("planner_shadow_total"));
        // A scrape is written metric by metric: in the one that first shows the last run, what stands before the ledger may be older.
        return await MetricsAsync();
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode> JsonAsync(string path)
    {
        var answer = await TextAsync(path);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Text}");
        return JsonNode.Parse(answer.Text)!;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
