namespace EndToEnd.Chaos;

/// <summary>The soak of bench/Chaos with few requests.</summary>
public sealed class SoakTests
{
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
