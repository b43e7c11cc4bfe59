using EndToEnd.Harness;

namespace EndToEnd.Judging;

/// <summary>After a rollback: the operator lets v2 in again, and the sidecar starts anew.</summary>
public sealed class RecoveryTests
{
    private const int MinSample = 6;

    [Fact]
    public async Task Put_AfterARollback_BeginsAnEpochWithoutTheOldEvidence()
    {
        await using var bed = await StartAsync();
        await bed.PlansAsync(MinSample);
        var epoch = (int)(await bed.Guard.RolledBackAsync())["config"]!["epoch"]!;

        // v2 is mended.
        bed.V2.Reports();
        var put = await bed.Guard.PutAsync("""{"kill_switch":false,"canary_pct":100,"updated_by":"ops","reason":"mended"}""");

        Assert.Equal((200, epoch + 1), (put.Status, (int)put.Json["epoch"]!));
        var evaluation = await bed.Guard.EvaluateAsync();
        Assert.Equal(("none", "insufficient_data"), ((string?)evaluation["action"], (string?)evaluation["verdict"]));
        Assert.Equal(0, (int)(await bed.Guard.StatusAsync())["stats"]!["v2"]!["samples"]!);

        var answers = await bed.PlansAsync(MinSample);
        Assert.All(answers, static answer => Assert.Equal("v2", answer["X-Planner-Selected"]));
        await bed.Guard.EvidenceAsync(MinSample);
        evaluation = await bed.Guard.EvaluateAsync();
        Assert.Equal(("none", "healthy"), ((string?)evaluation["action"], (string?)evaluation["verdict"]));
        Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");

        // And when it is bad again, it is out again.
        bed.V2.Reports(cost: 90);
        await bed.PlansAsync(3);
        await bed.Guard.RolledBackAsync();
        Assert.Equal(2, (await bed.Guard.HistoryAsync()).Count(static entry => (string?)entry["kind"] == "rollback"));
        Assert.Equal(2, (await bed.Guard.MetricsAsync())["planner_rollback_total{trigger=\"auto\"}"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_InTheMiddleOfTheEvidence_KeepsIt(bool killed)
    {
        await using var bed = await StartAsync();
        await bed.PlansAsync(MinSample - 2);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, MinSample - 2);
        var before = (await bed.Guard.EvidenceAsync(MinSample - 2))["stats"]!;
        Assert.False((bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!);

        if (killed)
            bed.Sidecar.Kill();
        else
            bed.Sidecar.Terminate();
        var exitCode = await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();

        Assert.True(killed || exitCode == 0);
        var after = (await bed.Guard.StatusAsync())["stats"]!;
        foreach (var side in new[] { "v1", "v2", "v2_shadow" })
            Assert.Equal(before[side]!.ToJsonString(), after[side]!.ToJsonString());

        // Fewer than the minimum come now, and they are enough.
        await bed.PlansAsync(2);
        var status = await bed.Guard.RolledBackAsync();
        Assert.Equal("cost (V2: 9.0¢ > 3.0¢)", (string?)status["config"]!["reason"]);
        Assert.Equal(MinSample, (int)status["last_rollback"]!["evidence"]!["v2"]!["samples"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_AfterARollback_V2StaysOut(bool killed)
    {
        await using var bed = await StartAsync();
        await bed.PlansAsync(MinSample);
        await bed.Guard.RolledBackAsync();
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, MinSample);
        if (killed)
            bed.Sidecar.Kill();
        else
            bed.Sidecar.Terminate();
        await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();

        var status = await bed.Guard.StatusAsync();
        Assert.True((bool)status["config"]!["kill_switch"]!);
        Assert.Equal(
            ("auto", "cost (V2: 9.0¢ > 3.0¢)"),
            ((string?)status["last_rollback"]!["trigger"], (string?)status["last_rollback"]!["reason"])
        );
        Assert.Equal("v1", (await bed.PlanAsync())["X-Planner-Selected"]);
        // Judged anew, it is what it was, and nothing is rolled back a second time.
        var evaluation = await bed.Guard.EvaluateAsync();
        Assert.Equal(
            ("none", "regression", "no_traffic"),
            ((string?)evaluation["action"], (string?)evaluation["verdict"], (string?)evaluation["cause"])
        );
        Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
    }

    [Fact]
    public async Task Plan_NewBuildOfV2_BeginsAnEpochWithoutTheOldEvidence()
    {
        await using var bed = await StartAsync();
        bed.V2.Reports(cost: 9, build: "1.0");
        await bed.PlansAsync(MinSample - 1);
        await bed.Guard.EvidenceAsync(MinSample - 1);
        bed.V2.Reports(build: "1.1");

        // The run that shows the build was assigned before; it belongs to the epoch that ends.
        await bed.PlanAsync();
        var status = await Patience.UntilAsync(
            bed.Guard.StatusAsync,
            static status => status["config"] is { } config && (int)config["epoch"]! == 2 && (bool)config["durable"]!,
            static status => $"epoch 2: {status["config"]}"
        );
        Assert.Equal(
            ("1.1", 100.0, false),
            ((string?)status["build"], (double)status["config"]!["canary_pct"]!, (bool)status["config"]!["kill_switch"]!)
        );
        var entry = (await bed.Guard.HistoryAsync())[0];
        Assert.Equal(
            ("epoch", "guard", "new build of v2: 1.1"),
            ((string?)entry["kind"], (string?)entry["updated_by"], (string?)entry["reason"])
        );
        Assert.Equal("1.0", (string?)entry["evidence"]!["previous"]);

        await bed.PlansAsync(MinSample);
        status = await bed.Guard.EvidenceAsync(MinSample);
        Assert.Equal((MinSample, 1.0), ((int)status["stats"]!["v2"]!["samples"]!, (double)status["stats"]!["v2"]!["cost_mean_cents"]!));
        Assert.Equal("healthy", (string?)(await bed.Guard.EvaluateAsync())["verdict"]);
        Assert.DoesNotContain(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
    }

    private static async Task<Bed> StartAsync()
    {
        var bed = await JudgedBed.StartAsync(MinSample, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports();
        bed.V2.Reports(cost: 9);
        return bed;
    }
}
