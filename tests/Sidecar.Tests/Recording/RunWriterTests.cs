using Microsoft.Extensions.Logging;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Recording;

public sealed class RunWriterTests : IDisposable
{
    private readonly SignallingTimeProvider _time = new(SampleRuns.Start);
    private readonly SidecarMetrics _metrics = new();
    private readonly HealthState _health = new();
    private readonly FaultingRunLog _log = new();
    private readonly CollectingLogger<RunWriter> _lines = new();
    private readonly RunRecorder _recorder;
    private readonly LateQualities _qualities;
    private readonly RunWriter _writer;

    public RunWriterTests()
    {
        _recorder = new RunRecorder(_metrics, _health);
        var book = new EvidenceBook(static () => new Thresholds(), _time, new ThresholdJudge());
        _qualities = new LateQualities(_log, _recorder, new RunRegistry(), book);
        _writer = new RunWriter(_recorder, _log, _qualities, _health, _time, _lines);
    }

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task Write_AFewRuns_AreWrittenTogetherAfterTheWindow()
    {
        await _writer.StartAsync(default);
        var first = Record();
        Assert.Equal(Batches.Window, await _time.NextTimerAsync());
        _time.Advance(TimeSpan.FromMilliseconds(30));
        var second = Record();
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal(0, _log.Attempts);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([first, second], await _log.NextAttemptAsync());
        await _writer.StopAsync(default);
        Assert.Equal(0, _metrics.AuditQueue.Value);
    }

    [Fact]
    public async Task Write_RunThatCameWhileTheStoreWasSlow_DoesNotWaitAnotherWindow()
    {
        await _writer.StartAsync(default);
        _log.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Record();
        await _time.NextTimerAsync();
        _time.Advance(Batches.Window);
        await _log.NextAttemptAsync();

        var during = Record();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        var gate = _log.Gate;
        _log.Gate = null;
        gate.SetResult();

        // 40 of its 50 ms are over: so it is written 50 ms after the batch before was taken, at the latest.
        Assert.Equal(TimeSpan.FromMilliseconds(10), await _time.NextTimerAsync());
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal([during], await _log.NextAttemptAsync());
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task Write_FullBatchWaiting_WaitsForNothing()
    {
        for (var i = 0; i < Batches.MaxRuns; i++)
            Record();

        await _writer.StartAsync(default);

        Assert.Equal(Batches.MaxRuns, (await _log.NextAttemptAsync()).Count);
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task Write_StoreFails_KeepsTheBatchBacksOffAndRecovers()
    {
        var fault = new StoreException("The store 'x.db' is full: free space on its disk.");
        _log.Fault = fault;
        await _writer.StartAsync(default);
        var run = Record();
        await _time.NextTimerAsync();
        _time.Advance(Batches.Window);
        foreach (var delay in (int[])[100, 200, 400, 800, 1_600, 2_000, 2_000])
        {
            Assert.Equal([run], await _log.NextAttemptAsync());
            Assert.Equal(TimeSpan.FromMilliseconds(delay), await _time.NextTimerAsync());
            Assert.Equal(fault.Message, _health.Causes["store"]);
            Assert.Equal(1, _metrics.AuditQueue.Value);
            if (delay == 2_000)
                _log.Fault = fault = new StoreException("The store 'x.db' is locked by another process.");
            _time.Advance(TimeSpan.FromMilliseconds(delay));
        }

        Assert.Equal([run], await _log.NextAttemptAsync());
        await _time.NextTimerAsync();
        _log.Fault = null;
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([run], await _log.NextAttemptAsync());
        await _writer.StopAsync(default);

        Assert.True(_health.Healthy);
        Assert.Equal(0, _metrics.AuditDropped.Value);
        Assert.Equal([LogLevel.Error, LogLevel.Information], _lines.Lines.Select(line => line.Level));
    }

    [Fact]
    public async Task Write_StoreFailsBehindTheRuns_TriesTheirLateQualitiesAgain()
    {
        var run = Record();
        Assert.Equal([true], await _qualities.RateAsync([new(run.RunId, Planner.V2, 40)], default));
        _log.Rating = static count =>
            count == 2 ? Task.FromException(new StoreException("The store 'x.db' is locked.")) : Task.CompletedTask;

        await _writer.StartAsync(default);
        Assert.Equal(Batches.Window, await _time.NextTimerAsync());
        _time.Advance(Batches.Window);
        Assert.Equal(BackOff.After(1), await _time.NextTimerAsync());
        Assert.Equal(["store"], _health.Causes.Keys);
        _time.Advance(BackOff.After(1));
        await _writer.StopAsync(default);

        Assert.Equal(40, Assert.Single(_log.Rated).Quality);
        Assert.True(_health.Healthy);
        Assert.Equal([LogLevel.Error, LogLevel.Information], _lines.Lines.Select(line => line.Level));
    }

    [Fact]
    public async Task StopAsync_StoreFailsBehindTheRuns_SaysHowManyQualitiesAreLost()
    {
        var run = Record();
        Assert.Equal([true], await _qualities.RateAsync([new(run.RunId, Planner.V2, 40)], default));
        _log.Rating = static _ => Task.FromException(new StoreException("The store 'x.db' is locked."));
        await _writer.StartAsync(default);
        await _time.NextTimerAsync();
        _time.Advance(Batches.Window);
        await _time.NextTimerAsync();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();

        await _writer.StopAsync(now.Token);

        Assert.Contains(_lines.Lines, static line => line.Text.StartsWith("1 late qualities are lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_FaultThatNoRetryMends_DropsTheBatchCountedAndGoesOn()
    {
        _log.Fault = new InvalidOperationException("a bug");
        await _writer.StartAsync(default);
        Record();
        await _time.NextTimerAsync();
        _time.Advance(Batches.Window);
        await _log.NextAttemptAsync();

        // The loop is back at its queue once the drop is counted.
        _log.Fault = null;
        var next = Record();
        await _writer.StopAsync(default);

        Assert.Equal(1, _metrics.AuditDropped.Value);
        Assert.Equal([next], _log.Written);
        Assert.Equal(0, _metrics.AuditQueue.Value);
    }

    [Fact]
    public async Task Write_FaultThatNoRetryMendsAfterOneOfTheStore_RecoversWithTheNextBatch()
    {
        _log.Fault = new StoreException("The store 'x.db' is locked by another process.");
        await _writer.StartAsync(default);
        Record();
        await _time.NextTimerAsync();
        _time.Advance(Batches.Window);
        await _log.NextAttemptAsync();
        await _time.NextTimerAsync();
        _log.Fault = new InvalidOperationException("a bug");
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await _log.NextAttemptAsync();

        _log.Fault = null;
        var next = Record();
        await _writer.StopAsync(default);

        Assert.Equal([next], _log.Written);
        Assert.DoesNotContain("store", _health.Causes.Keys);
    }

    [Fact]
    public async Task StopAsync_RunsWaiting_AreAllWrittenAtOnce()
    {
        var runs = new List<RunRecord>();
        for (var i = 0; i < Batches.MaxRuns * 2 + 7; i++)
            runs.Add(Record());
        await _writer.StartAsync(default);

        await _writer.StopAsync(default);

        Assert.Equal(runs, _log.Written);
        Assert.Equal(0, _metrics.AuditDropped.Value);
        Assert.False(_recorder.TryRecord(SampleRuns.Run()));
    }

    [Fact]
    public async Task StopAsync_StoreFailing_GivesUpAfterTenSecondsAndCounts()
    {
        _log.Fault = new StoreException("The store 'x.db' is full.");
        for (var i = 0; i < Batches.MaxRuns + 1; i++)
            Record();
        await _writer.StartAsync(default);
        await _log.NextAttemptAsync();

        var stop = _writer.StopAsync(default);
        while (await _time.NextTimerAsync() != RunWriter.DrainTime) { }
        Assert.False(stop.IsCompleted);
        _time.Advance(RunWriter.DrainTime);
        await stop.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Batches.MaxRuns + 1, _metrics.AuditDropped.Value);
        Assert.Equal(0, _metrics.AuditQueue.Value);
        Assert.Contains(_lines.Lines, line => line.Text.StartsWith($"{Batches.MaxRuns + 1} runs are lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopAsync_StoreFailsThenTakes_WritesAll()
    {
        _log.Fault = new StoreException("The store 'x.db' is locked.");
        for (var i = 0; i < Batches.MaxRuns; i++)
            Record();
        await _writer.StartAsync(default);
        await _log.NextAttemptAsync();
        Assert.Equal(BackOff.After(1), await _time.NextTimerAsync());

        var stop = _writer.StopAsync(default);
        Assert.Equal(RunWriter.DrainTime, await _time.NextTimerAsync());
        _log.Fault = null;
        _time.Advance(BackOff.After(1));
        await stop.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Batches.MaxRuns, _log.Written.Count);
        Assert.Equal(0, _metrics.AuditDropped.Value);
    }

    [Fact]
    public async Task StopAsync_DiskHangs_IsBoundedToo()
    {
        _log.Gate = new TaskCompletionSource();
        for (var i = 0; i < Batches.MaxRuns; i++)
            Record();
        await _writer.StartAsync(default);
        await _log.NextAttemptAsync();

        var stop = _writer.StopAsync(default);
        Assert.Equal(RunWriter.DrainTime, await _time.NextTimerAsync());
        _time.Advance(RunWriter.DrainTime);
        await stop.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Batches.MaxRuns, _metrics.AuditDropped.Value);
    }

    [Fact]
    public async Task StopAsync_HostIsOutOfTime_GivesUpAtOnce()
    {
        _log.Gate = new TaskCompletionSource();
        for (var i = 0; i < Batches.MaxRuns; i++)
            Record();
        await _writer.StartAsync(default);
        await _log.NextAttemptAsync();

        using var outOfTime = new CancellationTokenSource();
        await outOfTime.CancelAsync();
        await _writer.StopAsync(outOfTime.Token);

        Assert.Equal(Batches.MaxRuns, _metrics.AuditDropped.Value);
    }

    private RunRecord Record()
    {
        var run = SampleRuns.Run();
        Assert.True(_recorder.TryRecord(run));
        return run;
    }
}
