using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;

namespace Sidecar.Tests.Guard;

public sealed class EvaluateRouteTests
{
    private static readonly SidecarOptions Few = new() { Regress = new Thresholds { MinSample = 2 } };

    [Fact]
    public async Task Post_NoEvidence_AnswersTheWholeEvaluation()
    {
        await using var host = await GuardHost.StartAsync(Few);

        var (status, body, response) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            """{"action":"none","verdict":"insufficient_data","cause":null,"breaches":[],"would_breach":[],"""
                + "\"not_judged\":[\"quality\",\"latency\",\"cost\",\"errors\"],\"evaluated_at\":\"2025-10-18T12:00:00Z\"}",
            body.GetRawText()
        );
    }

    [Fact]
    public async Task Post_Breach_RollsBackAndTheStatusAndHistoryShowIt()
    {
        await using var host = await StartAsync();

        var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate?dry_run=false");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("rollback", "regression"), Shown(body));
        Assert.Equal("cost (V2: 9.0¢ > 3.0¢)", body.GetProperty("breaches")[0].GetString());
        var state = (await host.GetAsync("/guard/status")).Body;
        Assert.True(state.GetProperty("config").GetProperty("kill_switch").GetBoolean());
        Assert.Equal(("rollback", "regression"), Shown(state.GetProperty("evaluation")));
        var rollback = state.GetProperty("last_rollback");
        Assert.Equal(
            ("auto", "guard", "cost (V2: 9.0¢ > 3.0¢)"),
            (Text(rollback, "trigger"), Text(rollback, "updated_by"), Text(rollback, "reason"))
        );
        Assert.Equal(9, rollback.GetProperty("evidence").GetProperty("v2").GetProperty("cost_mean_cents").GetDouble());
        var entry = (await host.GetAsync("/guard/history")).Body.GetProperty("items")[0];
        Assert.Equal(("rollback", "auto"), (Text(entry, "kind"), Text(entry, "trigger")));
        Assert.Equal(2, entry.GetProperty("evidence").GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task Post_DryRun_NeverRollsBack()
    {
        await using var host = await StartAsync();

        for (var i = 0; i < 3; i++)
        {
            var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate?dry_run=true");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(("none", "regression", "dry_run"), (Shown(body).Action, Shown(body).Verdict, Text(body, "cause")));
        }

        Assert.False(host.Controller.Current.KillSwitch);
        Assert.DoesNotContain(host.Store.History, static entry => entry.Kind == "rollback");
    }

    [Theory]
    [InlineData("dry_run=yes")]
    [InlineData("dry_run=True")]
    [InlineData("dry_run=1")]
    [InlineData("dry_run=")]
    [InlineData("dry_run")]
    [InlineData("dry_run=true&dry_run=true")]
    [InlineData("dryrun=true")]
    public async Task Post_ParameterThatIsNone_Is400AndJudgesNothing(string query)
    {
        await using var host = await StartAsync();

        var (status, problem, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(query.Split('=')[0], Text(problem.GetProperty("errors")[0], "field"));
        Assert.False(host.Controller.Current.KillSwitch);
    }

    [Theory]
    [InlineData("read-token", HttpStatusCode.Forbidden)]
    [InlineData("quality-token", HttpStatusCode.Forbidden)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    public async Task Post_NotTheOperatorsToken_IsRefused(string token, HttpStatusCode expected)
    {
        await using var host = await StartAsync();

        var (status, _, _) = await host.SendAsync(
            HttpMethod.Post,
            "/guard/evaluate",
            change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token)
        );

        Assert.Equal((expected, false), (status, host.Controller.Current.KillSwitch));
    }

    [Fact]
    public async Task Get_Evaluate_IsNotAllowed()
    {
        await using var host = await StartAsync();
        var (status, _, response) = await host.GetAsync("/guard/evaluate");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (status, response.Content.Headers.Allow.Single()));
    }

    private static async Task<GuardHost> StartAsync()
    {
        var host = await GuardHost.StartAsync(Few);
        await host.PutAsync("""{"canary_pct":10}""");
        for (var i = 0; i < 2; i++)
        {
            host.Book.Observe(
                new RunEvidence(Guid.NewGuid(), 1, Planner.V2, GuardBed.Start.UtcTicks, null, LegSample.Of(LegFailure.None, 10, 9, null))
            );
        }

        return host;
    }

    private static (string? Action, string? Verdict) Shown(JsonElement evaluation) =>
        (Text(evaluation, "action"), Text(evaluation, "verdict"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
