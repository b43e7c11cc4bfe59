using System.Net;
using System.Text.Json;

namespace Sidecar.Tests.Guard;

public sealed class StatusRouteTests
{
    [Fact]
    public async Task Get_Status_HasTheContractsShape()
    {
        await using var host = await GuardHost.StartAsync();

        var (status, body, response) = await host.GetAsync("/guard/status");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("api instance config stats evaluation last_rollback thresholds build uptime_s", Names(body));
        Assert.Equal(1, body.GetProperty("api").GetInt32());
        var config = body.GetProperty("config");
        Assert.Equal("canary_pct kill_switch epoch version updated_by reason updated_at overridden durable", Names(config));
        Assert.Equal("2025-10-18T12:00:00Z", config.GetProperty("updated_at").GetString());
        var stats = body.GetProperty("stats");
        Assert.Equal("v1 v2 v2_shadow shadow", Names(stats));
        Assert.Equal(
            "samples quality_mean latency_p50_ms latency_p95_ms cost_mean_cents error_rate_pct source",
            Names(stats.GetProperty("v1"))
        );
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("v2").GetProperty("quality_mean").ValueKind);
        Assert.Equal("runs compared any_change by_outcome", Names(stats.GetProperty("shadow")));
        Assert.Equal(5, stats.GetProperty("shadow").GetProperty("by_outcome").GetProperty("compared").GetInt32());
        Assert.Equal("action verdict cause breaches would_breach not_judged evaluated_at", Names(body.GetProperty("evaluation")));
        Assert.Equal("insufficient_data", body.GetProperty("evaluation").GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("last_rollback").ValueKind);
        Assert.Equal(
            "max_quality_drop max_latency_p95_ms max_cost_cents max_error_rate max_consecutive_errors min_sample window_runs window_minutes",
            Names(body.GetProperty("thresholds"))
        );
    }

    [Fact]
    public async Task Get_StatusAfterARollback_ShowsItWithItsEvidence()
    {
        await using var host = await GuardHost.StartAsync();
        await host.PutAsync("""{"canary_pct":10}""");
        await host.SendAsync(HttpMethod.Post, "/guard/rollback", """{"reason":"bad","updated_by":"ben"}""");

        var (_, body, _) = await host.GetAsync("/guard/status");

        var rollback = body.GetProperty("last_rollback");
        Assert.Equal("at trigger updated_by reason breaches evidence", Names(rollback));
        Assert.Equal("manual", rollback.GetProperty("trigger").GetString());
        Assert.Equal(95.5, rollback.GetProperty("evidence").GetProperty("v1").GetProperty("quality_mean").GetDouble());
    }

    [Fact]
    public async Task Get_Health_SaysWhatIsWrong()
    {
        await using var host = await GuardHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal("healthy", (await host.GetAsync("/guard/health")).Body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/guard/health/live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.GetAsync("/guard/health/ready")).Status);
        host.Health.Ready = true;
        host.Health.Degrade("disk_full", "The disk is full.");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/guard/health/ready")).Status);
        var (status, body, _) = await host.GetAsync("/guard/health");

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("disk_full", body.GetProperty("causes")[0].GetProperty("code").GetString());
        Assert.Equal("The disk is full.", body.GetProperty("causes")[0].GetProperty("detail").GetString());
    }

    private static string Names(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(static property => property.Name));
}
