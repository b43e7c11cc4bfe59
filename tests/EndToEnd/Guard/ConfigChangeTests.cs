using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>Changes that are taken.</summary>
public sealed class ConfigChangeTests
{
    [Fact]
    public async Task Put_IfMatchOfTheVersionInForce_IsTakenOnce()
    {
        await using var bed = await Bed.StartAsync();
        var version = (long)(await bed.Guard.StatusAsync())["config"]!["version"]!;

        var first = await bed.Guard.PutAsync("""{"canary_pct":5,"updated_by":"ana","reason":"begin"}""", $"\"{version}\"");
        var second = await bed.Guard.PutAsync("""{"canary_pct":6}""", $"\"{version}\"");

        Assert.Equal((200, 412), (first.Status, second.Status));
        Assert.Equal((5.0, "ana"), ((double)first.Json["canary_pct"]!, (string)first.Json["updated_by"]!));
        Assert.Equal(5.0, (double)(await bed.Guard.StatusAsync())["config"]!["canary_pct"]!);
    }

    [Fact]
    public async Task Put_KillSwitch_TakesTheNextRunFromV2()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 100 });
        var before = await bed.PlanAsync();

        var change = await bed.Guard.PutAsync("""{"kill_switch":true}""");
        var after = await bed.PlanAsync();

        Assert.Equal(200, change.Status);
        Assert.Equal(("v2", "canary"), (before["X-Planner-Selected"], before["X-Planner-Reason"]));
        Assert.Equal(("v1", "kill_switch"), (after["X-Planner-Selected"], after["X-Planner-Reason"]));
    }

    [Fact]
    public async Task Start_AfterKill_HasTheSettingThatWasAnswered()
    {
        using var folder = new Testing.TemporaryFolder();
        await using (var bed = await Bed.StartAsync(settings => settings with { Folder = folder.Path }))
        {
            var change = await bed.Guard.PutAsync("""{"canary_pct":33.3}""");
            Assert.True((bool)change.Json["durable"]!);
            bed.Sidecar.Kill();
            await bed.Sidecar.ExitAsync();
        }

        await using var again = await Bed.StartAsync(settings => settings with { Folder = folder.Path });

        var config = (await again.Guard.StatusAsync())["config"]!;
        Assert.Equal((33.3, true), ((double)config["canary_pct"]!, (bool)config["overridden"]!));
    }
}
