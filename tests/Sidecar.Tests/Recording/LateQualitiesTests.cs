using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;
using Sidecar.Tests.Guard.Judging;

namespace Sidecar.Tests.Recording;

/// <summary>A quality that comes late finds its run wherever that is by then, in the record and in the evidence.</summary>
public sealed class LateQualitiesTests : IDisposable
{
    private readonly FaultingRunLog _log = new();
    private readonly JudgingBed _bed;

    public LateQualitiesTests()
    {
        _bed = new JudgingBed(new Thresholds { MinSample = 1, MaxQualityDrop = 100 }, log: _log);
        _bed.Settings.Settings = new StoredSettings(50, false, 1, 1, "anna", null, SampleRuns.Start);
    }

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task RateAsync_RunWritten_ChangesRecordAndEvidence()
    {
        var run = await PlayAsync();
        await _bed.WriteAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        Assert.True(await RateAsync(run.Id, Planner.V1, 60));
        Assert.Equal([new(run.Id, Planner.V2, 40), new(run.Id, Planner.V1, 60)], _log.Rated);
        Assert.Equal((40.0, 60.0), Means());
    }

    [Fact]
    public async Task RateAsync_RunWaitsToBeWritten_IsWrittenBehindIt()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        Assert.Equal(40, Means().V2);
        Assert.Empty(_log.Rated);
        await _bed.WriteAsync();
        Assert.Equal([new(run.Id, Planner.V2, 40)], _log.Rated);
        // It is done with: another batch takes nothing along.
        await PlayAsync();
        await _bed.WriteAsync();
        Assert.Single(_log.Rated);
    }

    [Fact]
    public async Task RateAsync_BothLegsAreOpen_CountsOnceTheyHaveEnded()
    {
        await _bed.StartAsync();
        var run = _bed.Begin();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        Assert.True(await RateAsync(run.Id, Planner.V1, 60));
        await run.EndAsync(Planner.V2, LegPlay.Good);
        await run.EndAsync(Planner.V1, LegPlay.Good);
        Assert.Equal((40.0, 60.0), Means());
        await _bed.WriteAsync();
        var written = Assert.Single(_log.Written);
        Assert.Equal((40.0, 60.0), (written.V2!.Signals.Quality, written.V1!.Signals.Quality));
        // What else the planner said stays.
        Assert.Equal(1, written.V2.Signals.CostCents);
    }

    [Fact]
    public async Task RateAsync_LegHasEndedAndTheRunGoesOn_CountsAtOnce()
    {
        await _bed.StartAsync();
        var run = _bed.Begin();
        await run.EndAsync(Planner.V2, LegPlay.Good);
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        Assert.Equal(40, Means().V2);
        await run.EndAsync(Planner.V1, LegPlay.Good);
        Assert.Equal((40.0, 95.0), Means());
    }

    [Fact]
    public async Task RateAsync_V1WasAskedAgainForTheAgent_FindsThatLeg()
    {
        await _bed.StartAsync();
        var run = _bed.Begin(notMirrored: ShadowOutcome.Route).Run;
        Assert.False(await RateAsync(run.Start.RunId, Planner.V1, 60));
        run.BeginRescue();
        Assert.True(await RateAsync(run.Start.RunId, Planner.V1, 60));
    }

    [Fact]
    public async Task RateAsync_Again_TheLastOneCounts()
    {
        var run = await PlayAsync();
        foreach (var quality in new[] { 10.0, 20, 20 })
            Assert.True(await RateAsync(run.Id, Planner.V2, quality));
        await _bed.WriteAsync();
        Assert.Equal(20, Assert.Single(_log.Rated).Quality);
        IReadOnlyList<LateQuality> twice = [new(run.Id, Planner.V2, 30), new(run.Id, Planner.V2, 40)];
        Assert.Equal([true, true], await _bed.Qualities.RateAsync(twice, default));
        Assert.Equal([20.0, 30, 40], _log.Rated.Select(static late => late.Quality));
        Assert.Equal(40, Means().V2);
    }

    [Fact]
    public async Task RateAsync_NoSuchRunOrLeg_IsFalse()
    {
        var run = await PlayAsync();
        await _bed.WriteAsync();
        await _log.AppendAsync([SampleRuns.Run() with { RunId = Guid.NewGuid(), V2 = null }], default);
        var unmirrored = _log.Written[^1].RunId;
        LateQuality[] late =
        [
            new(Guid.NewGuid(), Planner.V2, 1),
            new(run.Id, Planner.V2, 2),
            new(unmirrored, Planner.V2, 3),
            new(unmirrored, Planner.V1, 4),
        ];
        Assert.Equal([false, true, false, true], await _bed.Qualities.RateAsync(late, default));
    }

    [Fact]
    public async Task RateAsync_OlderEpoch_ChangesTheRecordAlone()
    {
        var old = await PlayAsync();
        await _bed.Controller.ChangeAsync(new(null, true, "ben", null), null);
        await _bed.Controller.ChangeAsync(new(null, false, "ben", null), null);
        await PlayAsync();
        await _bed.WriteAsync();
        Assert.True(await RateAsync(old.Id, Planner.V2, 1));
        Assert.Equal(old.Id, Assert.Single(_log.Rated).RunId);
        Assert.Equal(95, _bed.Book.Read(2).V2.QualityMean);
    }

    [Fact]
    public async Task RateAsync_FailedLeg_ChangesTheRecordAlone()
    {
        var run = await PlayAsync(LegPlay.Broken);
        await _bed.WriteAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 50));
        Assert.Single(_log.Rated);
        Assert.Null(Means().V2);
    }

    [Fact]
    public async Task RateAsync_StoreFails_TakesNone()
    {
        var written = await PlayAsync();
        await _bed.WriteAsync();
        var waiting = await PlayAsync();
        var open = _bed.Begin();
        _log.Fault = new StoreException("The store 'x.db' is full.");
        LateQuality[] late = [new(written.Id, Planner.V2, 1), new(waiting.Id, Planner.V2, 1), new(open.Id, Planner.V2, 1)];

        await Assert.ThrowsAsync<StoreException>(() => _bed.Qualities.RateAsync(late, default));

        _log.Fault = null;
        await open.EndAsync(Planner.V2, LegPlay.Good);
        await open.EndAsync(Planner.V1, LegPlay.Good);
        await _bed.WriteAsync();
        Assert.Empty(_log.Rated);
        Assert.All(_log.Written, static run => Assert.Equal(95, run.V2!.Signals.Quality));
        Assert.Equal(95, Means().V2);
    }

    [Fact]
    public async Task RateAsync_StoreFailsAtItsSecondLook_RecordAndEvidenceStillAgree()
    {
        var run = await PlayAsync();
        await _bed.WriteAsync();
        _log.Rating = count => count == 2 ? Task.FromException(new StoreException("The store 'x.db' is full.")) : Task.CompletedTask;

        // The unknown run is looked for a second time; by then the other one is written.
        LateQuality[] late = [new(run.Id, Planner.V2, 40), new(Guid.NewGuid(), Planner.V2, 1)];
        await Assert.ThrowsAsync<StoreException>(() => _bed.Qualities.RateAsync(late, default));

        Assert.Equal(40, Assert.Single(_log.Rated).Quality);
        Assert.Equal(40, Means().V2);
    }

    [Fact]
    public async Task RateAsync_WhileAnOlderOneIsWrittenBehindItsRun_ComesAfterIt()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        _log.Rating = count =>
        {
            if (count != 2)
                return Task.CompletedTask;
            reached.SetResult();
            return open.Task;
        };
        var writing = _bed.WriteAsync();
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        var newer = RateAsync(run.Id, Planner.V2, 80);
        open.SetResult();
        await writing;
        Assert.True(await newer);

        Assert.Equal([40.0, 80], _log.Rated.Select(static late => late.Quality));
        Assert.Equal(80, Means().V2);
    }

    [Fact]
    public async Task RateAsync_RunIsWrittenWhileItIsLookedFor_IsFoundThere()
    {
        var run = await PlayAsync();
        _log.Rating = count => count == 1 ? _bed.WriteAsync() : Task.CompletedTask;
        // The store is asked, and has it not; a moment later it has.
        var rating = _bed.Qualities.RateAsync([new(run.Id, Planner.V2, 40)], default);
        Assert.Equal([true], await rating.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(40, Assert.Single(_log.Rated).Quality);
        Assert.Equal(40, Means().V2);
    }

    [Fact]
    public async Task RateAsync_RunIsWrittenAndAnOlderOneIsStillHeld_Stays()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 10));
        _bed.Recorder.Queue.TryRead(out var record);
        await _log.AppendAsync([record!], default);

        Assert.True(await RateAsync(run.Id, Planner.V2, 20));
        _bed.Recorder.Written([record!]);
        await _bed.Qualities.WrittenAsync([record!], default);

        Assert.Equal(20, _log.Rated.Last().Quality);
        Assert.Equal(20, Means().V2);
    }

    [Fact]
    public async Task Forget_RunIsDropped_LeavesNothingBehind()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        _bed.Recorder.Queue.TryRead(out var record);
        // A run is recorded a moment before it counts as over.
        Assert.True(SpinWait.SpinUntil(() => _bed.Registry.Find(run.Id) is null, TimeSpan.FromSeconds(30)));
        _bed.Recorder.Dropped([record!]);
        _bed.Qualities.Forget([record!]);
        await _bed.Qualities.WrittenAsync([record!], default);
        Assert.Empty(_log.Rated);
        Assert.False(await RateAsync(run.Id, Planner.V2, 50));
    }

    [Fact]
    public async Task WrittenAsync_StoreFails_HoldsThemForTheNextTry()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 40));
        _bed.Recorder.Queue.TryRead(out var record);
        await _log.AppendAsync([record!], default);
        _bed.Recorder.Written([record!]);
        _log.Rating = static _ => Task.FromException(new StoreException("The store 'x.db' is locked."));
        await Assert.ThrowsAsync<StoreException>(() => _bed.Qualities.WrittenAsync([record!], default));
        _log.Rating = static _ => Task.CompletedTask;

        await _bed.Qualities.WrittenAsync([record!], default);
        await _bed.Qualities.WrittenAsync([record!], default);

        Assert.Equal(40, Assert.Single(_log.Rated).Quality);
    }

    [Fact]
    public async Task RateAsync_BetweenTwoTriesOfAnOlderOne_Stays()
    {
        var run = await PlayAsync();
        Assert.True(await RateAsync(run.Id, Planner.V2, 10));
        _bed.Recorder.Queue.TryRead(out var record);
        await _log.AppendAsync([record!], default);
        _bed.Recorder.Written([record!]);
        _log.Rating = static _ => Task.FromException(new StoreException("The store 'x.db' is locked."));
        await Assert.ThrowsAsync<StoreException>(() => _bed.Qualities.WrittenAsync([record!], default));
        _log.Rating = static _ => Task.CompletedTask;

        Assert.True(await RateAsync(run.Id, Planner.V2, 20));
        await _bed.Qualities.WrittenAsync([record!], default);

        Assert.Equal(20, Assert.Single(_log.Rated).Quality);
        Assert.Equal(20, Means().V2);
    }

    private (double? V2, double? V1) Means()
    {
        var stats = _bed.Book.Read(_bed.State.Epoch);
        return (stats.V2.QualityMean, stats.V1.QualityMean);
    }

    private async Task<bool> RateAsync(Guid runId, Planner planner, double quality) =>
        (await _bed.Qualities.RateAsync([new(runId, planner, quality)], default))[0];

    private async Task<PlayedRun> PlayAsync(LegPlay? v2 = null)
    {
        if (_bed.State.UpdatedBy == "start")
            await _bed.StartAsync();
        return await _bed.PlayAsync(v2 ?? LegPlay.Good);
    }
}
