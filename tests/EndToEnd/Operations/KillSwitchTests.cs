using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>Kill switch and rollback while agents ask on 64 connections.</summary>
public sealed class KillSwitchTests
{
    private const int Agents = 64;

    [Fact]
    public async Task PutKillSwitch_UnderLoad_NoCanaryRunBeginsAfterTheAnswer()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        await using var traffic = Traffic.Start(bed.Sidecar.Address, Agents);
        await traffic.MoreAsync(500);

        var put = await bed.Guard.PutAsync("""{"kill_switch":true,"updated_by":"ops","reason":"drill"}""");
        var answered = TimeProvider.System.GetUtcNow();
        await traffic.MoreAsync(Agents + 500);
        var answers = await traffic.StopAsync();

        Assert.Equal(200, put.Status);
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        Assert.Contains(answers, answer => answer.Sent < answered && answer is { Selected: "v2", Reason: "canary" });
        var after = answers.Where(answer => answer.Sent >= answered).ToList();
        Assert.True(after.Count >= 500, $"{after.Count} requests were sent after the switch");
        Assert.All(after, static answer => Assert.Equal(("v1", "kill_switch"), (answer.Selected, answer.Reason)));

        await bed.Guard.LedgerSettlesAsync(answers.Count);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, answers.Count);
        var recorded = await bed.Guard.AllRunsAsync($"since={answered.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}");
        Assert.True(recorded.Count >= after.Count, $"{recorded.Count} runs were recorded since, {after.Count} were sent");
        Assert.All(recorded, static run => Assert.Equal("kill_switch", (string?)run["plan"]!["planner_meta"]!["reason"]));
        Assert.Equal(1, (await bed.Guard.MetricsAsync())["planner_kill_switch"]);
    }

    [Fact]
    public async Task PutKillSwitchOff_UnderLoad_BeginsAnEpochAndGivesV2ItsShare()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        var on = (await bed.Guard.PutAsync("""{"kill_switch":true}""")).Json;
        await using var traffic = Traffic.Start(bed.Sidecar.Address, Agents);
        await traffic.MoreAsync(100);

        var off = (await bed.Guard.PutAsync("""{"kill_switch":false}""")).Json;
        await traffic.MoreAsync(Agents + 200);
        var answers = await traffic.StopAsync();

        Assert.Equal((int)on["epoch"]! + 1, (int)off["epoch"]!);
        Assert.Equal((long)on["version"]! + 1, (long)off["version"]!);
        Assert.True((bool)off["durable"]!);
        var onV2 = answers.First(static answer => answer.Selected == "v2");
        Assert.Equal("canary", onV2.Reason);
        var meta = (await bed.Guard.RunAsync(onV2.RunId!))["plan"]!["planner_meta"]!;
        Assert.Equal((int)off["epoch"]!, (int)meta["epoch"]!);
        Assert.False((bool)meta["kill_switch"]!);
    }

    [Fact]
    public async Task Rollback_Twice_ActsOnce()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        await using var traffic = Traffic.Start(bed.Sidecar.Address, Agents);
        await traffic.MoreAsync(100);

        var first = await bed.Guard.RollbackAsync("""{"reason":"bad plans","updated_by":"ops"}""");
        var answered = TimeProvider.System.GetUtcNow();
        var second = await bed.Guard.RollbackAsync();
        await traffic.MoreAsync(Agents + 100);
        var answers = await traffic.StopAsync();

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.True((bool)first.Json["kill_switch"]!);
        Assert.Equal(0, (double)first.Json["canary_pct"]!);
        Assert.Equal((long)first.Json["version"]!, (long)second.Json["version"]!);
        Assert.All(
            answers.Where(answer => answer.Sent >= answered),
            static answer => Assert.Equal(("v1", "kill_switch"), (answer.Selected, answer.Reason))
        );
        var entry = Assert.Single(await bed.Guard.HistoryAsync(), static entry => (string?)entry["kind"] == "rollback");
        Assert.Equal(("manual", "ops", "bad plans"), ((string?)entry["trigger"], (string?)entry["updated_by"], (string?)entry["reason"]));
        Assert.Equal(50, (double)entry["before"]!["canary_pct"]!);
        var metrics = await bed.Guard.MetricsAsync();
        Assert.Equal(1, metrics["planner_rollback_total{trigger=\"manual\"}"]);
        Assert.Equal(0, metrics["planner_rollback_total{trigger=\"auto\"}"]);
        Assert.Equal("bad plans", (string?)(await bed.Guard.StatusAsync())["last_rollback"]!["reason"]);
    }
}
