using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>Settings that cannot be read at the start: agents are served by v1 and operators are told why.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task CorruptFile_AtTheStart_TurnsTheKillSwitchOnAndServes()
    {
        await using var bed = await Bed.StartAsync(static settings =>
        {
            var data = Directory.CreateDirectory(Path.Combine(settings.Folder!, "data"));
            File.WriteAllText(Path.Combine(data.FullName, "sidecar.db"), new string('?', 8192));
            return settings with { CanaryPct = 100 };
        });

        await AssertClosedAsync(bed);
    }

    [Fact]
    public async Task FolderThatCannotBeMade_AtTheStart_TurnsTheKillSwitchOnAndServes()
    {
        await using var bed = await Bed.StartAsync(static settings =>
        {
            File.WriteAllText(Path.Combine(settings.Folder!, "data"), "a file where the folder should be");
            return settings with
            {
                CanaryPct = 100,
                // Without it the token would have no place either, and that ends the start.
                Environment = new Dictionary<string, string> { ["GUARD_TOKEN"] = "of-the-test" },
            };
        });

        await AssertClosedAsync(bed);
    }

    private static async Task AssertClosedAsync(Bed bed)
    {
        var answer = await bed.PlanAsync();
        Assert.Equal((200, "v1", "kill_switch"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        var config = (await bed.Guard.StatusAsync())["config"]!;
        Assert.True((bool)config["kill_switch"]!);
        Assert.False((bool)config["durable"]!);
        Assert.Contains("could not be read", (string?)config["reason"], StringComparison.Ordinal);
        Assert.Contains("settings_unreadable", await bed.Guard.CausesAsync());
        Assert.Contains("The settings could not be read", bed.Sidecar.Log, StringComparison.Ordinal);

        var raise = await bed.Guard.PutAsync("""{"kill_switch":false}""");
        Assert.Equal((503, "application/problem+json"), (raise.Status, raise.MediaType));
        Assert.Equal("v1", (await bed.PlanAsync())["X-Planner-Selected"]);
        await bed.Guard.LedgerSettlesAsync(2);
    }
}
