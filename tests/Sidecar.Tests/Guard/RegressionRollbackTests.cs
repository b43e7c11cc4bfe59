using System.Net;
using System.Text.Json;
using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Tests.Guard;

/// <summary>From the evidence to the rollback and its reason, asked for by POST /guard/evaluate.</summary>
public sealed class RegressionRollbackTests
{
    private const string Quality = "quality (V1: 95.0, V2: 85.0, drop: 10.0)";
    private const string Latency = "latency (V2 p95: 1700ms > 1600ms)";

    private static readonly LegSample Good = LegSample.Of(LegFailure.None, 100, 1, 95);
    private static readonly LegSample Bad = LegSample.Of(LegFailure.None, 1700, 1, 85);

    [Fact]
    public async Task Evaluate_Breach_SetsTheKillSwitchAndResetsTheCanary()
    {
        await using var host = await CanaryAsync(40, Bad);

        var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("rollback", "regression"), (Text(body, "action"), Text(body, "verdict")));
        Assert.Equal([Quality, Latency], Texts(body.GetProperty("breaches")));
        var current = host.Controller.Current;
        Assert.Equal((true, 0.0, 0.0), (current.KillSwitch, current.CanaryPct, current.EffectivePct));
        Assert.Equal((true, 0.0), (host.Store.Settings!.KillSwitch, host.Store.Settings.CanaryPct));
    }

    [Fact]
    public async Task Evaluate_Breach_IsTheReasonInConfigHistoryAndLastRollback()
    {
        await using var host = await CanaryAsync(40, Bad);

        await host.SendAsync(HttpMethod.Post, "/guard/evaluate");

        var status = (await host.GetAsync("/guard/status")).Body;
        Assert.Equal(("guard", $"{Quality}; {Latency}"), ByAndWhy(status.GetProperty("config")));
        var last = status.GetProperty("last_rollback");
        Assert.Equal(("guard", $"{Quality}; {Latency}"), ByAndWhy(last));
        Assert.Equal([Quality, Latency], Texts(last.GetProperty("breaches")));
        Assert.Equal(85, last.GetProperty("evidence").GetProperty("v2").GetProperty("quality_mean").GetDouble());
        var entry = (await host.GetAsync("/guard/history")).Body.GetProperty("items")[0];
        Assert.Equal(("rollback", "auto"), (Text(entry, "kind"), Text(entry, "trigger")));
        Assert.Equal(40, entry.GetProperty("before").GetProperty("canary_pct").GetDouble());
    }

    [Fact]
    public async Task Evaluate_Healthy_ChangesNothing()
    {
        await using var host = await CanaryAsync(40, Good);
        var before = host.Controller.Current;

        var (_, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate");

        Assert.Equal(("none", "healthy"), (Text(body, "action"), Text(body, "verdict")));
        Assert.Same(before, host.Controller.Current);
    }

    [Fact]
    public async Task Evaluate_DryRun_NamesTheBreachAndLeavesV2Alone()
    {
        await using var host = await CanaryAsync(40, Bad);
        var before = host.Controller.Current;

        var (_, body, _) = await host.SendAsync(HttpMethod.Post, "/guard/evaluate?dry_run=true");

        Assert.Equal(("none", "dry_run"), (Text(body, "action"), Text(body, "cause")));
        Assert.Equal([Quality, Latency], Texts(body.GetProperty("breaches")));
        Assert.Same(before, host.Controller.Current);
    }

    // Fifty runs on v2, both legs known.
    private static async Task<GuardHost> CanaryAsync(double percent, LegSample v2)
    {
        var host = await GuardHost.StartAsync();
        await host.PutAsync($$"""{"canary_pct":{{percent}}}""");
        for (var i = 0; i < 50; i++)
            host.Book.Observe(
                new RunEvidence(Guid.CreateVersion7(), host.Controller.Current.Epoch, Planner.V2, host.Time.GetUtcNow().UtcTicks, Good, v2)
            );
        return host;
    }

    private static (string? By, string? Why) ByAndWhy(JsonElement element) => (Text(element, "updated_by"), Text(element, "reason"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(static text => text.GetString());
}
