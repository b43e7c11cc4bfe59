using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>What is kept of a run, and what of it v2 gets to see.</summary>
public sealed class RecordingOptionTests
{
    [Fact]
    public async Task DropHeaders_AreLeftOutOfShadowsToV2Alone()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Shadow:DropHeaders", new JsonArray("Authorization", "x-secret"))],
            }
        );

        await AskAsync(bed);
        var (primary, shadow) = (await bed.V1.NextAsync(), await bed.V2.NextAsync());
        Assert.Equal(("primary", "Bearer agents", "s"), (primary.Role, primary["Authorization"], primary["X-Secret"]));
        Assert.Equal(("shadow", null, null), (shadow.Role, shadow["Authorization"], shadow["X-Secret"]));
        Assert.Equal("kept", shadow["X-Other"]);

        // v2 as the planner that answers gets everything, and so does the spare of v1.
        await bed.Guard.PutAsync("""{"canary_pct":100}""");
        await AskAsync(bed);
        (shadow, primary) = (await bed.V1.NextAsync(), await bed.V2.NextAsync());
        Assert.Equal(("primary", "Bearer agents", "s"), (primary.Role, primary["Authorization"], primary["X-Secret"]));
        Assert.Equal(("shadow", "Bearer agents", "s"), (shadow.Role, shadow["Authorization"], shadow["X-Secret"]));
    }

    [Fact]
    public async Task KeepBodies_OffAndOn_DecidesWhetherBodiesAreInTheRecord()
    {
        await using var bed = await Bed.StartAsync();
        bed.V2.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Priority);
        var without = await bed.Guard.RunAsync((await bed.PlanAsync("""{"goal":"unseen"}""")).RunId);
        Assert.Null(without["bodies"]);
        Assert.DoesNotContain("unseen", without.ToJsonString(), StringComparison.Ordinal);

        await bed.RestartAsync(static settings => settings with { Keys = [("Storage:KeepBodies", true)] });
        var with = await bed.Guard.RunAsync((await bed.PlanAsync("""{"goal":"seen"}""")).RunId);
        Assert.Equal("""{"goal":"seen"}""", (string?)with["bodies"]!["request"]);
        Assert.Equal((Plans.Triage, Plans.Priority), ((string?)with["bodies"]!["v1"], (string?)with["bodies"]!["v2"]));
        // Lists stay small.
        Assert.All((await bed.Guard.RunsAsync())["items"]!.AsArray(), static run => Assert.Null(run!["bodies"]));
    }

    [Fact]
    public async Task TraceParent_OfTheAgent_IsRecordedAndFound()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const string TraceParent = $"00-{Trace}-00f067aa0ba902b7-01";
        await using var bed = await Bed.StartAsync();
        await bed.PlanAsync();

        var answer = await bed.PlanAsync(change: static request => request.Headers.Add("traceparent", TraceParent));
        await bed.PlanAsync();
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, 3);

        Assert.Equal(Trace, (string?)(await bed.Guard.RunAsync(answer.RunId))["request"]!["trace_id"]);
        var found = Assert.Single(await bed.Guard.AllRunsAsync($"trace_id={Trace.ToUpperInvariant()}"));
        Assert.Equal(answer.RunId, (string?)found["run_id"]);
        Assert.Empty(await bed.Guard.AllRunsAsync($"trace_id={new string('0', 32)}"));
        Assert.Contains(bed.V1.Requests, static request => request["traceparent"] == TraceParent);
        Assert.Contains(bed.V2.Requests, static request => request["traceparent"] == TraceParent);
    }

    private static Task<AgentAnswer> AskAsync(Bed bed) =>
        bed.PlanAsync(change: static request =>
        {
            request.Headers.Add("Authorization", "Bearer agents");
            request.Headers.Add("X-Secret", "s");
            request.Headers.Add("X-Other", "kept");
        });
}
