using EndToEnd.Harness;

namespace EndToEnd.Chaos;

/// <summary>The kill switch of bench/Chaos, flipped once while agents wait for v2.</summary>
public sealed class KillDrillTests
{
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
}
