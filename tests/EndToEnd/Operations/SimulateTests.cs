using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Operations;

/// <summary><c>sidecar simulate</c> as a shell runs it, alone and beside a running sidecar.</summary>
public sealed class SimulateTests
{
    private static readonly SidecarSettings Alone = new() { V1 = "http://127.0.0.1:9", V2 = "http://127.0.0.1:9" };

    [Fact]
    public async Task Simulate_ShippedScenario_EndsAsItExpects()
    {
        var (exitCode, output, error) = await RunAsync(Alone, Scenario("quality-regression"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("ROLLED BACK by guard", output, StringComparison.Ordinal);
        Assert.Contains("so it came", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_WhatIsExpectedDoesNotCome_ExitsWith1()
    {
        var (exitCode, output, _) = await RunAsync(Alone, Scenario("quality-regression"), "--max-quality-drop", "50");

        Assert.Equal(1, exitCode);
        Assert.Contains("NOT so", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_UnusableScenario_ExitsWith2AndNamesEveryFault()
    {
        var (exitCode, output, error) = await RunAsync(Alone, "--set", "v2.quality.maen=85", "--runs", "-1");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("did you mean mean?", error, StringComparison.Ordinal);
        Assert.Contains("runs (option --runs)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromLog_BesideARunningSidecar_FindsItsRollbackAgain()
    {
        var answered = new ConcurrentDictionary<string, TaskCompletionSource>();
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        bed.V1.Answer = async (context, seen) =>
        {
            context.Response.OnCompleted(() =>
            {
                Answered(seen["X-Planner-Run-Id"]!).TrySetResult();
                return Task.CompletedTask;
            });
            await AnswerAsync(context, "95");
        };
        // After v1, so that of every run both legs are known before the next one begins.
        bed.V2.Answer = async (context, seen) =>
        {
            await Answered(seen["X-Planner-Run-Id"]!).Task.WaitAsync(Patience.Limit);
            await AnswerAsync(context, "80");
        };

        var runs = 0;
        while (!(bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!)
        {
            Assert.InRange(++runs, 1, 40);
            await bed.PlanAsync();
        }

        await bed.Guard.LedgerSettlesAsync(runs);
        // It is in force before it is in the store.
        var recorded = await Patience.UntilAsync(
            async () => (await bed.Guard.HistoryAsync())[0],
            static entry => (string?)entry["kind"] == "rollback",
            static entry => $"a rollback in the history, whose newest entry is {entry}"
        );
        Assert.Equal("auto", (string?)recorded["trigger"]);
        var tipped = (string)recorded["evidence"]!["tipped_by"]!["run_id"]!;
        await bed.Guard.RunAsync(tipped);

        var same = await FromLogAsync(bed);
        var loose = await FromLogAsync(bed, "--max-quality-drop", "50");

        Assert.Equal("same", (string?)same["compared"]);
        Assert.Equal(tipped, (string?)same["rollback"]!["run_id"]);
        Assert.Equal(recorded["breaches"]!.ToJsonString(), same["rollback"]!["breaches"]!.ToJsonString());
        Assert.Equal("quality (V1: 95.0, V2: 80.0, drop: 15.0)", (string?)same["rollback"]!["breaches"]![0]);
        Assert.Equal("only_recorded", (string?)loose["compared"]);
        // It goes on beside.
        Assert.Equal(200, (await bed.PlanAsync()).Status);

        TaskCompletionSource Answered(string runId) =>
            answered.GetOrAdd(runId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    private static async Task<JsonNode> FromLogAsync(Bed bed, params string[] options)
    {
        var settings = Alone with { Folder = bed.Sidecar.Folder, YarpJson = "" };
        var (exitCode, output, error) = await RunAsync(settings, ["--from-log", "--json", .. options]);
        Assert.Equal((0, ""), (exitCode, error));
        return Assert.Single(JsonNode.Parse(output)!["epochs"]!.AsArray())!;
    }

    private static Task AnswerAsync(HttpContext context, string quality)
    {
        context.Response.Headers["X-Planner-Quality"] = quality;
        return context.AnswerJsonAsync(Plans.Triage);
    }

    private static string Scenario(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CanarySidecar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run from within the repository");
        return Path.Combine(folder.FullName, "docs", "scenarios", name + ".json");
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(SidecarSettings settings, params string[] arguments) =>
        SidecarProcess.RunToEndAsync(settings with { Arguments = ["simulate", .. arguments] });
}
