using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>What an operator set is there after the process was killed.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task Put_ThenKilledAtOnce_IsInForceAfterTheStart()
    {
        await using var bed = await Bed.StartAsync();
        await bed.Guard.PutAsync("""{"kill_switch":true,"updated_by":"ops"}""");
        await bed.Guard.PutAsync("""{"kill_switch":false,"updated_by":"ops"}""");
        var put = await bed.Guard.PutAsync("""{"canary_pct":35.5,"updated_by":"ops","reason":"step two"}""");
        bed.Sidecar.Kill();
        await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();

        Assert.Equal(200, put.Status);
        Assert.True((bool)put.Json["durable"]!);
        var config = (await bed.Guard.StatusAsync())["config"]!;
        Assert.Equal(35.5, (double)config["canary_pct"]!);
        Assert.False((bool)config["kill_switch"]!);
        Assert.Equal(((long)put.Json["version"]!, 2), ((long)config["version"]!, (int)config["epoch"]!));
        Assert.Equal(("ops", "step two"), ((string?)config["updated_by"], (string?)config["reason"]));
        Assert.Equal((string?)put.Json["updated_at"], (string?)config["updated_at"]);

        // The environment still says 0: the start warns, and the answer tells.
        Assert.True((bool)config["overridden"]!);
        Assert.Contains("35.5 is in force, not PLANNER_CANARY_PCT 0", bed.Sidecar.Log, StringComparison.Ordinal);
        Assert.Equal(35.5, (await bed.Guard.MetricsAsync())["planner_canary_pct"]);

        var next = (await bed.Guard.PutAsync("""{"canary_pct":40}""")).Json;
        Assert.Equal((long)put.Json["version"]! + 1, (long)next["version"]!);
        var history = await bed.Guard.HistoryAsync();
        Assert.Equal([40, 35.5, 0, 0, 0], history.Select(static entry => (double)entry["after"]!["canary_pct"]!));
        Assert.Equal("step two", (string?)history[1]["reason"]);
    }

    [Fact]
    public async Task KillSwitchOn_ThenKilledAtOnce_StaysOn()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });

        var put = await bed.Guard.PutAsync("""{"kill_switch":true}""");
        bed.Sidecar.Kill();
        await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();

        Assert.True((bool)put.Json["durable"]!);
        Assert.True((bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!);
        var answer = await bed.PlanAsync();
        Assert.Equal(("v1", "kill_switch"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
    }
}
