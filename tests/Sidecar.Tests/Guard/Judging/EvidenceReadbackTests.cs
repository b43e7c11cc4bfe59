using Microsoft.Extensions.Logging;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Testing;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>A second life over the store of the first.</summary>
public sealed class EvidenceReadbackTests : IDisposable
{
    private static readonly Thresholds Few = new()
    {
        MinSample = 5,
        WindowRuns = 20,
        MaxErrorRate = 100,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public EvidenceReadbackTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        _log = new SqliteRunLog(_database);
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_RunsOfThisEpoch_AreEvidenceAsBefore()
    {
        using var first = await FirstAsync();
        for (var i = 0; i < 4; i++)
        {
            await PlayAsync(first, LegPlay.Dear with { Quality = 90 - i });
            await PlayAsync(first, LegPlay.Broken, point: 99_999);
        }

        using var second = await RestartAsync(first);

        Assert.Equal((first.Book.Read(1).V1, first.Book.Read(1).V2), (second.Book.Read(1).V1, second.Book.Read(1).V2));
        Assert.Equal(first.Book.Read(1).V2Shadow, second.Book.Read(1).V2Shadow);
        Assert.Equal(first.Book.Judge(1, []), second.Book.Judge(1, []));
        Assert.False(second.State.KillSwitch);
        // One more is enough: nothing was forgotten.
        await PlayAsync(second, LegPlay.Dear);
        Assert.Equal("cost (V2: 99.0¢ > 3.0¢)", second.State.Reason);
    }

    [Fact]
    public async Task ReadAsync_BreachWasLostInACrash_ActsAtTheFirstJudgement()
    {
        using var first = await FirstAsync();
        for (var i = 0; i < 4; i++)
            await PlayAsync(first, LegPlay.Dear);
        await first.WriteAsync();
        first.Options.Replace(first.Options.Current with { Regress = Few with { MinSample = 4 } });
        using var second = new JudgingBed(Few with { MinSample = 4 }, first.Settings, _log, first.Time);
        await second.StartAsync();
        Assert.Equal(Verdict.Regression, second.Evaluator.Judge());
        Assert.True(second.State.KillSwitch);
    }

    [Fact]
    public async Task ReadAsync_OlderEpochs_AreLeftWhereTheyAre()
    {
        using var first = await FirstAsync();
        for (var i = 0; i < 5; i++)
            await PlayAsync(first, LegPlay.Dear);
        await first.FlushAsync();
        await first.Controller.ChangeAsync(new(100, false, "ben", null), null);

        using var second = await RestartAsync(first);

        Assert.Equal((2, 0), (second.State.Epoch, second.Book.Read(2).V2.Samples));
        second.Evaluator.Judge();
        Assert.False(second.State.KillSwitch);
    }

    [Fact]
    public async Task ReadAsync_LegsThatEndedAfterANewBuildBeganItsEpoch_AreNotInTheRow()
    {
        using var first = await FirstAsync();
        await PlayAsync(first, LegPlay.Good with { Build = "a" });
        var v2Late = first.Begin(0);
        var v1Late = first.Begin(0);
        first.Time.Advance(TimeSpan.FromMilliseconds(1));
        await v1Late.EndAsync(Planner.V2, LegPlay.Broken with { Build = "a" });
        first.Time.Advance(TimeSpan.FromMilliseconds(1));
        await PlayAsync(first, LegPlay.Broken with { Build = "b" });
        first.Time.Advance(TimeSpan.FromMilliseconds(1));
        await v2Late.EndAsync(Planner.V2, LegPlay.Broken with { Build = "a" });
        await v2Late.EndAsync(Planner.V1, LegPlay.Good);
        await v1Late.EndAsync(Planner.V1, LegPlay.Broken);

        using var second = await RestartAsync(first);

        Assert.Equal((2, 2), (second.State.Epoch, second.Book.Judge(2, []).Figures.FailuresInARow));
        Assert.Equal(first.Book.Judge(2, []).Figures, second.Book.Judge(2, []).Figures);
    }

    [Fact]
    public async Task ReadAsync_Builds_AreKnownAgain()
    {
        using var first = await FirstAsync();
        foreach (var build in new[] { "a", "b", "a", "b" })
            await PlayAsync(first, LegPlay.Good with { Build = build });
        Assert.Equal(2, first.State.Epoch);

        using var second = await RestartAsync(first);

        Assert.Equal("b", second.Builds.Newest);
        await PlayAsync(second, LegPlay.Good with { Build = "a" });
        await PlayAsync(second, LegPlay.Good with { Build = "b" });
        Assert.Equal(2, second.State.Epoch);
        await PlayAsync(second, LegPlay.Good with { Build = "c" });
        Assert.Equal(3, second.State.Epoch);
    }

    [Fact]
    public async Task ReadAsync_BuildOfAnEpochBefore_IsKnownAgain()
    {
        using var first = await FirstAsync();
        await PlayAsync(first, LegPlay.Good with { Build = "a" });
        await first.Controller.ChangeAsync(new(null, true, "ben", null), null);
        await first.Controller.ChangeAsync(new(null, false, "ben", null), null);

        using var second = await RestartAsync(first);

        Assert.Equal("a", second.Builds.Newest);
        await PlayAsync(second, LegPlay.Good with { Build = "b" });
        Assert.Equal(3, second.State.Epoch);
        await PlayAsync(second, LegPlay.Good with { Build = "a" });
        Assert.Equal(3, second.State.Epoch);
    }

    [Fact]
    public async Task ReadAsync_RowLongerThanTheWindow_IsReadWhole()
    {
        var small = Few with { WindowRuns = 5, MaxConsecutiveErrors = 9 };
        using var first = await JudgingBed.StartedAsync(small, 50, _log);
        for (var i = 0; i < 8; i++)
        {
            await PlayAsync(first, LegPlay.Broken);
            first.Time.Advance(TimeSpan.FromMinutes(2));
        }

        await first.WriteAsync();
        using var second = new JudgingBed(small, first.Settings, _log, first.Time);
        await second.StartAsync();

        Assert.Equal((5, 8), (second.Book.Read(1).V2.Samples, second.Book.Judge(1, []).Figures.FailuresInARow));
        await PlayAsync(second, LegPlay.Broken);
        Assert.Equal("errors (V2: 9 consecutive failures)", second.State.Reason);
    }

    [Fact]
    public async Task ReadAsync_ThreeBuildsWithinTheHour_AreStillThree()
    {
        using var first = await FirstAsync();
        first.Builds.See("first");
        for (var i = 0; i < 3; i++)
        {
            first.Time.Advance(TimeSpan.FromMinutes(10));
            first.Builds.See($"{i}");
        }

        using var second = await RestartAsync(first);

        second.Builds.See("fourth");
        Assert.Equal((4, 1.0), (second.State.Epoch, second.Metrics.BuildsOverLimit.Value));
        second.Time.Advance(TimeSpan.FromMinutes(40));
        second.Builds.See("fifth");
        Assert.Equal(5, second.State.Epoch);
        second.Builds.See("sixth");
        Assert.Equal(5, second.State.Epoch);
    }

    [Fact]
    public async Task ReadAsync_FailuresInARowOverABuild_GoOn()
    {
        using var first = await FirstAsync();
        await PlayAsync(first, LegPlay.Good with { Build = "a" });
        for (var i = 0; i < 6; i++)
            await PlayAsync(first, LegPlay.Broken with { Build = i < 4 ? "a" : "b" });
        Assert.Equal((2, 6), (first.State.Epoch, first.Book.Judge(2, []).Figures.FailuresInARow));

        using var second = await RestartAsync(first);

        Assert.Equal(first.Book.Judge(2, []), second.Book.Judge(2, []));
        Assert.Equal(1, second.Book.Read(2).V2.Samples);
    }

    [Fact]
    public async Task ReadAsync_FailuresInARowBeforeTheSwitchWentOff_DoNot()
    {
        using var first = await FirstAsync();
        for (var i = 0; i < 3; i++)
            await PlayAsync(first, LegPlay.Broken);
        await first.Controller.ChangeAsync(new(null, true, "ben", null), null);
        await first.Controller.ChangeAsync(new(null, false, "ben", null), null);

        using var second = await RestartAsync(first);

        Assert.Equal((2, 0), (second.State.Epoch, second.Book.Judge(2, []).Figures.FailuresInARow));
    }

    [Fact]
    public async Task ReadAsync_LateQualityOfBefore_Counts()
    {
        using var first = await FirstAsync();
        var run = await PlayAsync(first, LegPlay.Good);
        await first.WriteAsync();
        await first.Qualities.RateAsync([new LateQuality(run.Id, Planner.V2, 12.5)], default);

        using var second = await RestartAsync(first);

        Assert.Equal(12.5, second.Book.Read(1).V2.QualityMean);
    }

    [Fact]
    public async Task ReadAsync_StoreFails_IsSaidUntilThereIsEvidenceAgain()
    {
        var log = new FakeRunLog { Fault = "The store 'x.db' is corrupt." };
        using var bed = new JudgingBed(new Thresholds { MinSample = 2 }, log: log);
        bed.Settings.Settings = new StoredSettings(100, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();

        Assert.Contains("The store 'x.db' is corrupt.", bed.Health.Causes["evidence_unread"], StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, Assert.Single(bed.ReadbackLog.Lines).Level);
        // It goes on by what comes.
        await bed.PlayAsync(LegPlay.Good);
        await bed.PlayAsync(LegPlay.Good);
        Assert.Equal("healthy", bed.Evaluator.Current.Verdict);
    }

    [Fact]
    public async Task ReadAsync_EntryThatIsNoBuild_IsPassedOver()
    {
        var log = new FakeRunLog();
        using var bed = new JudgingBed(log: log);
        bed.Settings.Settings = new StoredSettings(100, false, 1, 1, "anna", null, GuardBed.Start);
        foreach (var json in new[] { "no JSON", "{}", null })
        {
            bed.Settings.Add(
                new HistoryEntry
                {
                    At = GuardBed.Start,
                    Kind = "epoch",
                    UpdatedBy = "guard",
                    After = bed.Settings.Settings,
                    EvidenceJson = json,
                }
            );
        }

        await bed.StartAsync();
        Assert.Empty(bed.Health.Causes);
        Assert.Null(bed.Builds.Newest);
        bed.Builds.See("first");
        Assert.Equal(1, bed.State.Epoch);
    }

    private async Task<JudgingBed> FirstAsync() => await JudgingBed.StartedAsync(Few, 50, _log);

    private static async Task<PlayedRun> PlayAsync(JudgingBed bed, LegPlay v2, int point = 0)
    {
        bed.Time.Advance(TimeSpan.FromMilliseconds(10));
        return await bed.PlayAsync(v2, point: point);
    }

    private async Task<JudgingBed> RestartAsync(JudgingBed first)
    {
        await first.WriteAsync();
        await first.FlushAsync();
        var next = new JudgingBed(Few, first.Settings, _log, first.Time);
        await next.StartAsync();
        return next;
    }
}
