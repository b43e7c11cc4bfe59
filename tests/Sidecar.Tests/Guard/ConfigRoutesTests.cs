using System.Net;
using System.Net.Http.Headers;
using Sidecar.Configuration;

namespace Sidecar.Tests.Guard;

public sealed class ConfigRoutesTests
{
    [Fact]
    public async Task Put_Config_AnswersTheNewOne()
    {
        await using var host = await GuardHost.StartAsync();

        var (status, body, response) = await host.PutAsync("""{"canary_pct":12.5,"reason":"try"}""");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (status, response.Headers.ETag!.Tag));
        Assert.Equal(12.5, body.GetProperty("canary_pct").GetDouble());
        Assert.Equal("operator", body.GetProperty("updated_by").GetString());
        Assert.Equal("try", body.GetProperty("reason").GetString());
        Assert.True(body.GetProperty("durable").GetBoolean());
        Assert.Equal(12.5, host.Controller.Current.EffectivePct);
    }

    [Theory]
    [InlineData("""{"canary_pct":-1}""")]
    [InlineData("""{"canary_pct":101}""")]
    [InlineData("""{"canary_pct":NaN}""")]
    [InlineData("""{"canary_pct":"5"}""")]
    [InlineData("""{"canary_pct":null}""")]
    [InlineData("""{"canary_pct":5,"unknown":1}""")]
    [InlineData("""{"canary_pct":5""")]
    [InlineData("")]
    public async Task Put_BadConfig_Is400AndChangesNothing(string body)
    {
        await using var host = await GuardHost.StartAsync();
        var before = host.Controller.Current;

        var (status, problem, response) = await host.PutAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.GetProperty("errors")[0].GetProperty("field").GetString()!);
        Assert.Same(before, host.Controller.Current);
        Assert.Single(host.Store.History);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    [InlineData("\"x\"", HttpStatusCode.BadRequest)]
    [InlineData("\"-1\"", HttpStatusCode.BadRequest)]
    [InlineData("\"\"", HttpStatusCode.BadRequest)]
    [InlineData("\"1\", \"2\"", HttpStatusCode.BadRequest)]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.BadRequest)]
    public async Task Put_IfMatch_IsObeyed(string header, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, _, _) = await host.SendAsync(
            HttpMethod.Put,
            "/guard/config",
            """{"canary_pct":5}""",
            request => request.Headers.TryAddWithoutValidation("If-Match", header)
        );

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK ? 5 : 0, host.Controller.Current.CanaryPct);
    }

    [Fact]
    public async Task Put_AnotherContentType_Is415()
    {
        await using var host = await GuardHost.StartAsync();

        var (status, _, _) = await host.SendAsync(
            HttpMethod.Put,
            "/guard/config",
            """{"canary_pct":5}""",
            static request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain")
        );

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Theory]
    [InlineData(65_536, false, HttpStatusCode.OK)]
    [InlineData(65_537, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(65_536, true, HttpStatusCode.OK)]
    [InlineData(65_537, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Put_LargeBody_IsBounded(int length, bool chunked, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();
        var body = """{"canary_pct":5}""".PadRight(length);

        var (status, _, _) = await host.SendAsync(
            HttpMethod.Put,
            "/guard/config",
            body,
            request => request.Headers.TransferEncodingChunked = chunked
        );

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Put_StoreFails_Is503TowardsV2AndNotDurableTowardsV1()
    {
        await using var host = await GuardHost.StartAsync();
        await host.PutAsync("""{"canary_pct":20}""");
        host.Store.Fault = "disk full";

        var (refused, problem, _) = await host.PutAsync("""{"canary_pct":30}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused);
        Assert.Contains("disk full", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var put = host.PutAsync("""{"kill_switch":true}""");
        while (!put.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        var (status, body, _) = await put;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(body.GetProperty("durable").GetBoolean());
        Assert.True(host.Controller.Current.KillSwitch);
        host.Store.Fault = null;
        while (!host.Controller.Current.Durable)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Put_KillSwitchOffHeldByTheEnvironment_Is409()
    {
        await using var host = await GuardHost.StartAsync(new SidecarOptions { Start = new StartSettings(null, true) });

        var (status, problem, _) = await host.PutAsync("""{"kill_switch":false}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("PLANNER_KILL_SWITCH", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_WithoutBody_ActsOnceAndAnswersTheConfig()
    {
        await using var host = await GuardHost.StartAsync();
        await host.PutAsync("""{"canary_pct":20}""");
        host.Evidence.Fails = true;

        var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/rollback");
        var (_, again, _) = await host.SendAsync(HttpMethod.Post, "/guard/rollback", """{"reason":"again"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("kill_switch").GetBoolean());
        Assert.Equal(0, body.GetProperty("canary_pct").GetDouble());
        Assert.Equal(3, body.GetProperty("version").GetInt64());
        Assert.Equal(3, again.GetProperty("version").GetInt64());
        Assert.Single(host.Store.History, static entry => entry.Kind == "rollback");
    }

    [Theory]
    [InlineData("""{"canary_pct":5}""", "canary_pct")]
    [InlineData("""{"reason":5}""", "reason")]
    [InlineData("[]", "body")]
    public async Task Rollback_BadBody_Is400(string body, string field)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, problem, _) = await host.SendAsync(HttpMethod.Post, "/guard/rollback", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.False(host.Controller.Current.KillSwitch);
    }
}
