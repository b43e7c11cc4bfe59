using EndToEnd.Harness;

namespace EndToEnd.Judging;

/// <summary>What an evaluation finds out after the runs.</summary>
public sealed class LateQualityTests
{
    private const int MinSample = 6;

    [Fact]
    public async Task Post_LinesThatTip_RollBackBeforeTheyAreAnswered()
    {
        await using var bed = await StartAsync();
        var runs = await bed.PlansAsync(MinSample);
        await bed.Guard.EvidenceAsync(MinSample);
        // Without a word of the planners there is nothing to compare.
        Assert.Contains("quality", (await bed.Guard.EvaluateAsync())["not_judged"]!.AsArray().Select(static name => (string?)name));

        var lines = runs.SelectMany(static run => new[] { Line(run.RunId, "v1", 90), Line(run.RunId, "v2", 40) });
        var answer = await bed.Guard.RateAsync(lines.Append(Line(Guid.NewGuid().ToString(), "v2", 1)).Append("{}"));

        Assert.Equal((200, 2 * MinSample, 2), (answer.Status, (int)answer.Json["accepted"]!, (int)answer.Json["refused"]!));
        Assert.Equal([13, 14], answer.Json["refusals"]!.AsArray().Select(static refusal => (int)refusal!["line"]!));
        var status = await bed.Guard.StatusAsync();
        Assert.True((bool)status["config"]!["kill_switch"]!);
        Assert.Equal("quality (V1: 90.0, V2: 40.0, drop: 50.0)", (string?)status["config"]!["reason"]);
        Assert.Equal(40, (double)status["stats"]!["v2"]!["quality_mean"]!);
        foreach (var run in runs)
            Assert.Equal((40.0, 90.0), await QualitiesAsync(bed, run.RunId));
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_rollback_total{trigger=\"auto\"}"]);
    }

    [Fact]
    public async Task PostOne_RightAfterTheAnswer_IsInRecordAndEvidence()
    {
        await using var bed = await StartAsync();
        // The run may be under way still, wait to be written, or be written: whatever it is, nothing is lost.
        for (var i = 0; i < 10; i++)
        {
            var run = await bed.PlanAsync();
            var first = await bed.Guard.RateAsync(run.RunId, "v2", 10 + i);
            var second = await bed.Guard.RateAsync(run.RunId, "v2", 20 + i);
            Assert.Equal((200, 200), (first.Status, second.Status));
            Assert.Equal(20 + i, (await RatedAsync(bed, run.RunId, 20 + i)).V2);
        }

        var status = await bed.Guard.EvidenceAsync(10);
        Assert.Equal(24.5, (double)status["stats"]!["v2"]!["quality_mean"]!);
    }

    [Fact]
    public async Task PostOne_RunOfAnOlderEpoch_ChangesItsRecordAlone()
    {
        await using var bed = await StartAsync();
        var old = await bed.PlanAsync();
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        await bed.Guard.PutAsync("""{"kill_switch":false}""");
        await bed.PlanAsync();
        await bed.Guard.EvidenceAsync(1);

        Assert.Equal(200, (await bed.Guard.RateAsync(old.RunId, "v2", 33)).Status);

        Assert.Equal(33, (await RatedAsync(bed, old.RunId, 33)).V2);
        Assert.Null((double?)(await bed.Guard.StatusAsync())["stats"]!["v2"]!["quality_mean"]);
    }

    [Fact]
    public async Task PostOne_KilledAfterwards_IsStillThereAfterTheStart()
    {
        await using var bed = await StartAsync();
        var run = await bed.PlanAsync();
        await bed.Guard.RunAsync(run.RunId);
        Assert.Equal(200, (await bed.Guard.RateAsync(run.RunId, "v2", 33)).Status);

        bed.Sidecar.Kill();
        await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();

        Assert.Equal(33, (await QualitiesAsync(bed, run.RunId)).V2);
        Assert.Equal(33, (double)(await bed.Guard.StatusAsync())["stats"]!["v2"]!["quality_mean"]!);
    }

    [Fact]
    public async Task Post_WithTheTokenForQuality_MayDoThatAlone()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 100,
                Environment = new Dictionary<string, string> { ["GUARD_QUALITY_TOKEN"] = "evaluators-token" },
            }
        );
        var run = await bed.PlanAsync();
        await bed.Guard.RunAsync(run.RunId);
        using var evaluator = new GuardClient(bed.Sidecar.Guards, "evaluators-token");

        Assert.Equal(200, (await evaluator.RateAsync(run.RunId, "v2", 50)).Status);
        Assert.Equal(200, (await evaluator.RateAsync([Line(run.RunId, "v1", 50)])).Status);
        Assert.Equal(404, (await evaluator.RateAsync(Guid.NewGuid().ToString(), "v2", 50)).Status);
        Assert.Equal(400, (await evaluator.RateAsync(run.RunId, "v2", 100.5)).Status);
        Assert.Equal(403, (await evaluator.PutAsync("""{"canary_pct":5}""")).Status);
        Assert.Equal(403, (await evaluator.RollbackAsync()).Status);
        Assert.Equal(403, (await evaluator.TextAsync("/guard/status")).Status);
        Assert.Equal(403, (await evaluator.TextAsync($"/guard/runs/{run.RunId}")).Status);
        Assert.Equal(100, (double)(await bed.Guard.StatusAsync())["config"]!["canary_pct"]!);
    }

    private static async Task<Bed> StartAsync()
    {
        var bed = await JudgedBed.StartAsync(MinSample, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports(quality: null);
        bed.V2.Reports(quality: null);
        return bed;
    }

    private static string Line(string runId, string planner, double quality) =>
        FormattableString.Invariant($$"""{"run_id":"{{runId}}","planner":"{{planner}}","quality":{{quality}}}""");

    private static async Task<(double? V2, double? V1)> QualitiesAsync(Bed bed, string runId)
    {
        var meta = (await bed.Guard.RunAsync(runId))["plan"]!["planner_meta"]!;
        return ((double?)meta["quality"], (double?)meta["shadow_quality"]);
    }

    // A quality that came before the run was written is written behind it.
    private static Task<(double? V2, double? V1)> RatedAsync(Bed bed, string runId, double quality) =>
        Patience.UntilAsync(
            () => QualitiesAsync(bed, runId),
            seen => seen.V2 == quality,
            seen => $"quality {quality} of run {runId}: {seen}"
        );
}
