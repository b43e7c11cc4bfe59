using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>The kill switch held by the environment or by a file: an operator cannot turn it off over either.</summary>
public sealed class KillSwitchHeldTests
{
    private const string Variable = "PLANNER_KILL_SWITCH";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Environment_SetAndUnset_LeavesTheSwitchOnUntilAnOperatorTurnsItOff(bool startedBefore)
    {
        await using var bed = await Bed.StartAsync(settings => startedBefore ? Open(settings) : Held(settings));
        if (startedBefore)
            await bed.RestartAsync(Held);

        var config = (await bed.Guard.StatusAsync())["config"]!;
        Assert.True((bool)config["kill_switch"]!);
        Assert.Equal("environment", (string?)config["updated_by"]);
        Assert.Equal("kill_switch", (await bed.PlanAsync())["X-Planner-Reason"]);
        var refused = await bed.Guard.PutAsync("""{"kill_switch":false}""");
        Assert.Equal((409, "application/problem+json"), (refused.Status, refused.MediaType));
        Assert.Contains(Variable, (string?)refused.Json["detail"], StringComparison.Ordinal);

        await bed.RestartAsync(Open);
        Assert.True((bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!);
        Assert.Equal(200, (await bed.Guard.PutAsync("""{"kill_switch":false}""")).Status);
        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);
    }

    [Fact]
    public async Task KillFile_ComesAndGoes_TurnsTheSwitchOnAndOff()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 100,
                Keys = [("Guard:KillFile", "stop-v2")],
            }
        );
        var file = Path.Combine(bed.Sidecar.Folder, "stop-v2");
        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);

        await File.WriteAllTextAsync(file, "");
        var on = await KillSwitchIsAsync(bed, true);
        Assert.Equal("kill_file", (string?)on["updated_by"]);
        Assert.Equal("kill_switch", (await bed.PlanAsync())["X-Planner-Reason"]);
        var refused = await bed.Guard.PutAsync("""{"kill_switch":false}""");
        Assert.Equal(409, refused.Status);
        Assert.Contains("stop-v2", (string?)refused.Json["detail"], StringComparison.Ordinal);

        File.Delete(file);
        var off = await KillSwitchIsAsync(bed, false);
        Assert.Equal((int)on["epoch"]! + 1, (int)off["epoch"]!);
        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);
    }

    private static SidecarSettings Open(SidecarSettings settings) =>
        settings with
        {
            CanaryPct = 100,
            Environment = new Dictionary<string, string>(),
        };

    private static SidecarSettings Held(SidecarSettings settings) =>
        settings with
        {
            CanaryPct = 100,
            Environment = new Dictionary<string, string> { [Variable] = "true" },
        };

    private static async Task<System.Text.Json.Nodes.JsonNode> KillSwitchIsAsync(Bed bed, bool wanted)
    {
        var status = await Patience.UntilAsync(
            bed.Guard.StatusAsync,
            status => (bool)status["config"]!["kill_switch"]! == wanted,
            static status => status["config"]!.ToJsonString()
        );
        return status["config"]!;
    }
}
