using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>Which share of the runs, and which users, get v2.</summary>
public sealed class SplitTests
{
    private const int Agents = 16;
    private const string OnV2 = "planner_selection_total{planner=\"v2\",reason=\"canary\"}";

    [Fact]
    public async Task Share_OfRandomRuns_IsThePercentWithinFiveDeviations()
    {
        const int Runs = 4_000;
        const double Percent = 20;
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = Percent,
                // The split alone is looked at: without shadows it takes half the time.
                Keys = [("ReverseProxy:Routes:planner:Transforms:0:Mirror", "off")],
            }
        );

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, Runs);

        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        var metrics = await bed.Guard.LedgerSettlesAsync(Runs);
        var share = answers.Count(static answer => answer.Selected == "v2");
        Assert.InRange(Math.Abs(share - (Runs * Percent / 100)), 0, 5 * Math.Sqrt(Runs * (Percent / 100) * (1 - (Percent / 100))));
        Assert.Equal(share, metrics[OnV2]);
        Assert.Equal(share, bed.V2.Primaries);
        Assert.Equal(Runs, metrics.Outcome("route"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 300)]
    public async Task Share_AtTheEnds_IsNoneAndAll(double percent, int onV2)
    {
        await using var bed = await Bed.StartAsync();
        Assert.Equal(200, (await bed.Guard.PutAsync($$"""{"canary_pct":{{percent}}}""")).Status);

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, 300);

        Assert.Equal(onV2, answers.Count(static answer => answer.Selected == "v2"));
        Assert.Equal(300, answers.Count(static answer => answer.Status == 200));
    }

    [Fact]
    public async Task StickyKey_OverRestartsAndRaises_OnlyAddsUsersToV2()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 20,
                Keys = [("ReverseProxy:Routes:planner:Transforms:0:StickyKey", "header:X-User-Id")],
            }
        );
        var first = await UsersOnV2Async(bed);
        Assert.InRange(first.Count, 10, 80);

        Assert.Equal(first, await UsersOnV2Async(bed));
        await bed.RestartAsync();
        Assert.Equal(first, await UsersOnV2Async(bed));
        await bed.Guard.PutAsync("""{"canary_pct":45}""");
        var raised = await UsersOnV2Async(bed);
        Assert.Subset(raised, first);
        Assert.True(raised.Count > first.Count + 10, $"{first.Count} users at 20 percent, {raised.Count} at 45");
    }

    private static async Task<HashSet<string>> UsersOnV2Async(Bed bed)
    {
        var seen = bed.V2.Requests.Count;
        var answers = await Traffic.SendAsync(bed.Sidecar.Address, Agents, 200, static user => Traffic.Plan("X-User-Id", $"user-{user}"));
        Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
        return
        [
            .. bed
                .V2.Requests.Skip(seen)
                .Where(static request => request.Role == "primary")
                .Select(static request => request["X-User-Id"]!),
        ];
    }
}
