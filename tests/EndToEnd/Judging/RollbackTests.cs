using System.Text.Json.Nodes;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Judging;

/// <summary>A v2 that is worse than it may be is taken out by the guard itself, and the history says why.</summary>
public sealed class RollbackTests
{
    private const int MinSample = 6;

    // Only where v2 is to be too slow is there a limit that a slow machine could reach.
    private static readonly Dictionary<string, Fault> All = new()
    {
        ["fails"] = new("errors (V2: 4 consecutive failures)", 4, static (context, _) => StatusAsync(context, 500)),
        ["refuses"] = new("errors (V2: 4 consecutive failures)", 4, static (context, _) => StatusAsync(context, 422)),
        ["has no plan"] = new("errors (V2: 4 consecutive failures)", 4, static (context, _) => context.AnswerJsonAsync("[]")),
        ["breaks off"] = new("errors (V2: 4 consecutive failures)", 4, static (context, _) => BreakOffAsync(context)),
        ["fails at times"] = new(
            "errors (V1: 0.0%, V2: 33.3%)",
            MinSample,
            static (context, number) => number % 3 == 2 ? StatusAsync(context, 503) : context.ReportAsync()
        ),
        ["is slow"] = new("latency (V2 p95: ", MinSample, static (context, _) => SlowAsync(context)) { LimitMs = "100" },
        ["is dear"] = new("cost (V2: 4.0¢ > 3.0¢)", MinSample, static (context, _) => context.ReportAsync(cost: 4)),
        ["is worse"] = new("quality (V1: 95.0, V2: 82.0, drop: 13.0)", MinSample, static (context, _) => context.ReportAsync(quality: 82)),
    };

    public static TheoryData<string> Faults => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Plan_V2(string name)
    {
        var fault = All[name];
        await using var bed = await JudgedBed.StartAsync(
            MinSample,
            100,
            ("MAX_CONSECUTIVE_ERRORS", "4"),
            ("MAX_LATENCY_P95_MS", fault.LimitMs)
        );
        bed.V1.Reports();
        var asked = 0;
        bed.V2.Answer = (context, _) => fault.AnswerAsync(context, Interlocked.Increment(ref asked));

        var answers = await bed.PlansAsync(fault.Runs);
        var status = await bed.Guard.RolledBackAsync();

        var runIds = answers.Select(static answer => answer.RunId).ToHashSet();
        await SaysWhyAsync(bed, status, fault, runIds);
        await NothingGoesToV2Async(bed);
    }

    [Fact]
    public async Task Plan_TwoThingsAtOnceUnderLoad_AreOneRollback()
    {
        await using var bed = await JudgedBed.StartAsync(MinSample, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports();
        bed.V2.Reports(quality: 50, cost: 9);

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, 8, 200);

        await bed.Guard.RolledBackAsync();
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        await bed.Guard.LedgerSettlesAsync(200);
        var entry = Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
        Assert.Contains("cost (V2: 9.0¢ > 3.0¢)", entry["breaches"]!.AsArray().Select(static text => (string?)text));
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(1, metrics["planner_rollback_total{trigger=\"auto\"}"]);
        Assert.Equal(1, metrics["planner_rollback_seconds_count"]);
        // From the end of the leg to the flip it is memory alone; a bound that a busy machine keeps.
        Assert.Equal(1, metrics["planner_rollback_seconds_bucket{le=\"1\"}"]);
    }

    [Fact]
    public async Task Plan_V2Hangs_IsRolledBackBeforeAnythingEnds()
    {
        const int Agents = 6;
        await using var bed = await JudgedBed.StartAsync(Agents, 100, ("MAX_LATENCY_P95_MS", "300"));
        bed.V1.Reports();
        bed.V2.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, Agents);

        // The timer counted the open legs; v1's spares were the answers then.
        Assert.All(answers, static answer => Assert.Equal((200, "v1", "cutover"), (answer.Status, answer.Selected, answer.Reason)));
        await bed.Guard.RolledBackAsync();
        var entry = Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
        Assert.StartsWith("latency (V2 p95: ", (string?)entry["reason"], StringComparison.Ordinal);
        var evidence = entry["evidence"]!;
        Assert.Equal((Agents, 0), ((int)evidence["open_legs"]!, (int)evidence["v2"]!["samples"]!));
        var named = Runs(evidence).ToList();
        Assert.Equal(5, named.Count);
        Assert.Subset(answers.Select(static answer => answer.RunId!).ToHashSet(), named.ToHashSet());
        foreach (var runId in named)
            Assert.Equal("cutover", (string?)(await bed.Guard.RunAsync(runId))["plan"]!["planner_meta"]!["reason"]);
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_rollback_total{trigger=\"auto\"}"]);
        await NothingGoesToV2Async(bed);
    }

    [Fact]
    public async Task Plan_V2IsAsGood_IsLeftAlone()
    {
        await using var bed = await JudgedBed.StartAsync(MinSample, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports();
        bed.V2.Reports(quality: 90, cost: 3);
        await bed.PlansAsync(MinSample * 2);
        var status = await bed.Guard.EvidenceAsync(MinSample * 2);
        await bed.Guard.LedgerSettlesAsync(MinSample * 2);

        var evaluation = await bed.Guard.EvaluateAsync();

        // Each is at its threshold exactly: equal is no breach.
        Assert.Equal(("none", "healthy", null), Shown(evaluation));
        Assert.Empty(evaluation["not_judged"]!.AsArray());
        Assert.Equal(100, (double)status["config"]!["canary_pct"]!);
        Assert.DoesNotContain(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
    }

    private static async Task SaysWhyAsync(Bed bed, JsonNode status, Fault fault, HashSet<string> runIds)
    {
        Assert.Equal(0, (double)status["config"]!["canary_pct"]!);
        Assert.Equal("guard", (string?)status["config"]!["updated_by"]);
        var entry = (await bed.Guard.HistoryAsync())[0];
        Assert.Equal(("rollback", "auto", "guard"), ((string?)entry["kind"], (string?)entry["trigger"], (string?)entry["updated_by"]));
        Assert.Equal((100.0, 0.0), ((double)entry["before"]!["canary_pct"]!, (double)entry["after"]!["canary_pct"]!));
        Assert.True((bool)entry["after"]!["kill_switch"]!);
        var breach = (string?)Assert.Single(entry["breaches"]!.AsArray());
        Assert.StartsWith(fault.Breach, breach, StringComparison.Ordinal);
        Assert.Equal(breach, (string?)entry["reason"]);

        var evidence = entry["evidence"]!;
        // A leg that is open beyond the limit counts at its age: then the timer may be faster than its end.
        var open = (int)evidence["open_legs"]!;
        Assert.Equal(fault.Runs, (int)evidence["v2"]!["samples"]! + open);
        Assert.Equal(open == 0, evidence["tipped_by"] is not null);
        Assert.Contains((string?)evidence["v1"]!["source"], new[] { "paired", "served" });
        var named = Runs(evidence).ToHashSet();
        if (evidence["tipped_by"] is { } tippedBy)
            named.Add((string)tippedBy["run_id"]!);
        Assert.True(named.Count > 1);
        Assert.Subset(runIds, named);
        foreach (var runId in named)
            Assert.Equal(runId, (string?)(await bed.Guard.RunAsync(runId))["run_id"]);

        // The status shows the same, and goes on showing it.
        status = await bed.Guard.StatusAsync();
        Assert.Equal(("rollback", "regression", null), Shown(status["evaluation"]!));
        Assert.Equal(breach, (string?)status["evaluation"]!["breaches"]![0]);
        Assert.Equal(evidence.ToJsonString(), status["last_rollback"]!["evidence"]!.ToJsonString());
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal((1, 0), (metrics["planner_rollback_total{trigger=\"auto\"}"], metrics["planner_rollback_total{trigger=\"manual\"}"]));
        Assert.Equal((open == 0 ? 1 : 0, 1), (metrics["planner_rollback_seconds_count"], metrics["planner_kill_switch"]));
        Assert.Equal(0, metrics["planner_canary_pct"]);
    }

    private static async Task NothingGoesToV2Async(Bed bed)
    {
        var primaries = bed.V2.Primaries;
        var answers = await bed.PlansAsync(5);
        Assert.All(
            answers,
            static answer =>
                Assert.Equal((200, "v1", "kill_switch"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]))
        );
        Assert.Equal(primaries, bed.V2.Primaries);
        Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
    }

    private static (string?, string?, string?) Shown(JsonNode evaluation) =>
        ((string?)evaluation["action"], (string?)evaluation["verdict"], (string?)evaluation["cause"]);

    private static IEnumerable<string> Runs(JsonNode evidence) => evidence["runs"]!.AsArray().Select(static run => (string)run!["run_id"]!);

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.AnswerJsonAsync("""{"error":"no"}""");
    }

    private static async Task SlowAsync(HttpContext context)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, context.RequestAborted);
        await context.ReportAsync();
    }

    private static Task BreakOffAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private sealed record Fault(string Breach, int Runs, Func<HttpContext, int, Task> AnswerAsync)
    {
        public string LimitMs { get; init; } = "60000";
    }
}
