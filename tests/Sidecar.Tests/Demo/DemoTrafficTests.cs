using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class DemoTrafficTests
{
    [Fact]
    public async Task Send_Runs_CountsEachOnceAndReportsTheLast()
    {
        await using var fixture = await StoryFixture.StartAsync();
        await fixture.SetAsync(20);
        var seen = await fixture.Story.SendAsync(100, CancellationToken.None);
        Assert.Equal((100, 80, 20, 0), (seen.Runs, seen.V1, seen.V2, seen.Errors));
        Assert.Equal((80, 20), (seen.Because("default"), seen.Because("canary")));
        Assert.Equal(100, seen.RunIds.Distinct().Count());
        Assert.True(seen.P50Ms <= seen.P95Ms);
        Assert.Contains(new TrafficProgress(100, 100, 20), fixture.Progress.Reported);
    }

    [Fact]
    public async Task Send_NobodyListens_CountsErrors()
    {
        var fixture = await StoryFixture.StartAsync();
        await fixture.DisposeAsync();
        using var traffic = new DemoTraffic(fixture.Address, TimeProvider.System, 2);
        await traffic.SendAsync(4, null, CancellationToken.None);
        var seen = traffic.All.Read();
        Assert.Equal((4, 4, "no answer came"), (seen.Runs, seen.Errors, seen.FirstError));
    }

    [Fact]
    public async Task SendWhile_NotWantedAnyMore_EndsWithEveryAnswer()
    {
        await using var fixture = await StoryFixture.StartAsync();
        var traffic = fixture.Story.Traffic;
        var left = 10;
        await traffic.SendWhileAsync(() => Interlocked.Decrement(ref left) >= 0, 4, fixture.Story.ReportOf(0), CancellationToken.None);
        Assert.Equal((10, 0, 0), (traffic.All.Read().Runs, traffic.All.Read().Errors, traffic.Waiting));
        Assert.Equal(10, traffic.All.Read().ByBuild["sample-v1"]);
        Assert.True(traffic.All.Read().LastByReason["default"] > DateTimeOffset.UnixEpoch);
        Assert.Contains(fixture.Progress.Reported, progress => progress is { Done: 10, Total: 0 });
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        await using var fixture = await StoryFixture.StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Story.Traffic.SendAsync(10, null, cancelled.Token));
    }

    [Fact]
    public async Task BeginStretch_BetweenRuns_CountsThemApart()
    {
        await using var fixture = await StoryFixture.StartAsync();
        var traffic = fixture.Story.Traffic;
        var first = traffic.BeginStretch();
        await traffic.SendAsync(3, null, CancellationToken.None);
        var second = traffic.BeginStretch();
        await traffic.SendAsync(2, null, CancellationToken.None);
        Assert.Equal((3, 2, 5), (first.Read().Runs, second.Read().Runs, traffic.All.Read().Runs));
    }
}
