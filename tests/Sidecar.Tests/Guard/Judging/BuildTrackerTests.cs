using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Tests.Guard.Judging;

public sealed class BuildTrackerTests
{
    [Fact]
    public async Task See_FirstBuild_IsMerelyNoted()
    {
        using var bed = await JudgingBed.StartedAsync();
        Assert.Null(bed.Builds.Newest);
        bed.Builds.See("a");
        Assert.Equal(("a", 1, 1L), (bed.Builds.Newest, bed.State.Epoch, bed.State.Version));
        Assert.Empty(bed.Settings.History);
    }

    [Fact]
    public async Task See_NewBuild_BeginsAnEpochAndSaysWhy()
    {
        using var bed = await JudgingBed.StartedAsync(canaryPct: 30);
        bed.Builds.See("a");
        bed.Builds.See("b");

        Assert.Equal((2, 2L, 30.0, false), (bed.State.Epoch, bed.State.Version, bed.State.CanaryPct, bed.State.KillSwitch));
        await bed.FlushAsync();
        var entry = Assert.Single(bed.Settings.History);
        Assert.Equal(("epoch", "guard", "new build of v2: b"), (entry.Kind, entry.UpdatedBy, entry.Reason));
        Assert.Equal((1, 2), (entry.Before!.Epoch, entry.After.Epoch));
        Assert.Equal("""{"build":"b","previous":"a"}""", entry.EvidenceJson);
        Assert.Equal(2, bed.Settings.Settings!.Epoch);
        Assert.Null(bed.Controller.LastRollback);
    }

    [Fact]
    public async Task See_BuildsThatAlternate_BeginOneEpochEach()
    {
        using var bed = await JudgingBed.StartedAsync();
        foreach (var build in new[] { "a", "b", "a", "b", "b", "a", "b" })
            bed.Builds.See(build);
        Assert.Equal((2, "b", 0.0), (bed.State.Epoch, bed.Builds.Newest, bed.Metrics.BuildsOverLimit.Value));
    }

    [Fact]
    public async Task See_MoreThanThreeAnHour_AreCountedAndBeginNone()
    {
        using var bed = await JudgingBed.StartedAsync();
        bed.Builds.See("first");
        for (var i = 0; i < 3; i++)
        {
            bed.Builds.See($"{i}");
            bed.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(4, bed.State.Epoch);
        bed.Builds.See("fourth");
        bed.Builds.See("fifth");
        bed.Builds.See("fourth");
        Assert.Equal((4, 2.0, "fourth"), (bed.State.Epoch, bed.Metrics.BuildsOverLimit.Value, bed.Builds.Newest));

        // An hour after the first of the three there is room for one again; what was counted is known by now.
        bed.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        bed.Builds.See("sixth");
        Assert.Equal(4, bed.State.Epoch);
        bed.Time.Advance(TimeSpan.FromTicks(1));
        bed.Builds.See("fifth");
        Assert.Equal(4, bed.State.Epoch);
        bed.Builds.See("seventh");
        bed.Builds.See("eighth");
        Assert.Equal((5, 4.0), (bed.State.Epoch, bed.Metrics.BuildsOverLimit.Value));
    }

    [Fact]
    public async Task See_ThousandBuildsAreKnown_CountsWhatComesAndGrowsNoMore()
    {
        using var bed = await JudgingBed.StartedAsync();
        for (var i = 0; i < 1_000; i++)
            bed.Builds.Know($"{i}");
        bed.Builds.See("new");
        bed.Builds.See("999");
        bed.Builds.See("new");
        Assert.Equal((1, 2.0), (bed.State.Epoch, bed.Metrics.BuildsOverLimit.Value));
    }

    [Fact]
    public async Task See_SeveralThreadsAtOnce_BeginOneEpochForABuild()
    {
        using var bed = await JudgingBed.StartedAsync();
        bed.Builds.See("a");
        using var together = new Barrier(4);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        together.SignalAndWait();
                        bed.Builds.See("b");
                    })
                )
        );
        Assert.Equal(2, bed.State.Epoch);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public async Task LegSettled_LegOfV2WithANewBuild_BelongsToTheEpochBefore(double canaryPct)
    {
        using var bed = await JudgingBed.StartedAsync(new Thresholds { MinSample = 1 }, canaryPct);
        await bed.PlayAsync(LegPlay.Good with { Build = "a" }, LegPlay.Good with { Build = "of v1" });
        await bed.PlayAsync(LegPlay.Good with { Build = "b" }, LegPlay.Good with { Build = "of v1" });
        Assert.Equal((2, "b"), (bed.State.Epoch, bed.Builds.Newest));
        Assert.Equal(0, bed.Book.Read(2).V2.Samples + bed.Book.Read(2).V2Shadow.Samples);

        await bed.PlayAsync(LegPlay.Good with { Build = "b" });
        Assert.Equal(1, bed.Book.Read(2).V2.Samples + bed.Book.Read(2).V2Shadow.Samples);
    }

    [Fact]
    public async Task LegSettled_FailingV2ThatChangesItsBuilds_IsOutAfterItsFailuresInARow()
    {
        using var bed = await JudgingBed.StartedAsync();
        for (var i = 0; i < 9; i++)
            await bed.PlayAsync(LegPlay.Broken with { Build = $"{i / 3}" });
        Assert.Equal((3, false), (bed.State.Epoch, bed.State.KillSwitch));
        await bed.PlayAsync(LegPlay.Broken);
        Assert.Equal("errors (V2: 10 consecutive failures)", bed.State.Reason);
    }

    [Fact]
    public async Task See_WhileV2IsOut_LeavesItOut()
    {
        using var bed = await JudgingBed.StartedAsync();
        bed.Builds.See("a");
        await bed.Controller.RollbackAsync("bad", "ben", Sidecar.Guard.RollbackTrigger.Manual, [], null);
        bed.Builds.See("b");
        Assert.Equal((2, true, 0.0, "guard"), (bed.State.Epoch, bed.State.KillSwitch, bed.State.CanaryPct, bed.State.UpdatedBy));
        Assert.Equal(Planner.V1, bed.Begin().Assigned);
    }
}
