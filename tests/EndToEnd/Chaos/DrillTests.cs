using EndToEnd.Harness;

namespace EndToEnd.Chaos;

/// <summary>The drills of bench/Chaos with few requests: agents see none of it.</summary>
public sealed class DrillTests
{
    private const int Requests = 200;

    public static TheoryData<string> Names => [.. Drills.All.Select(static drill => drill.Name)];

    static DrillTests() => StoreDrills.SurviveLimits();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Drill_FewRequests_IsWhatTheTableSays(string name)
    {
        var drill = Drills.All.Single(drill => drill.Name == name);

        var result = await DrillRunner.RunAsync(drill, Requests);

        Assert.Empty(result.Notes);
        Assert.True(result.Balanced);
        Assert.Equal(result.Sent, result.ByV1 + result.ByV2 + result.Errors);
        if (drill.Part == DrillPart.WithinTheAnswer)
            Assert.NotEqual(0, result.Errors);
        else
            Assert.Equal([], result.Faults);
        if (drill.Passes is { } passes)
            Assert.Equal([passes], result.Faults.Keys);
        if (!drill.StoreIsNew)
            Assert.Equal(result.Runs, result.Recorded);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(50)]
    public async Task KillSwitch_AgentsWaitForASlowV2_AreAllAnsweredByV1(double canaryPct)
    {
        var round = Assert.Single(await KillDrill.RunAsync(canaryPct, 1));

        Assert.Equal((0, 0), (round.Faults, round.Late));
        Assert.True(round.CutOver >= KillDrill.Agents / 2, $"{round.CutOver} runs were cut over");
        // v2 would have taken two seconds.
        Assert.True(round.LastMs < Patience.Limit.TotalMilliseconds, $"the last agent waited {round.LastMs} ms");
    }

    [Fact]
    public async Task Soak_FewRequests_NothingIsLostOrLeftOpen()
    {
        var result = await SoakRunner.RunAsync(2_000, rounds: 2, quietSeconds: 2, static _ => { });

        Assert.Equal([], result.Unexpected);
        Assert.Equal(2_000, result.ByV1 + result.ByV2 + result.Expected);
        Assert.True(result.Runs >= 2_000, $"{result.Runs} runs");
        Assert.Equal((result.Runs, 0.0), ((double)result.Recorded, result.Dropped));
    }
}
