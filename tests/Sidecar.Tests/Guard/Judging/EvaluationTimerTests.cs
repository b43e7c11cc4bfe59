using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard.Judging;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Guard.Judging;

public sealed class EvaluationTimerTests
{
    private static readonly Thresholds Few = new() { MinSample = 3 };

    private readonly CollectingLogger<EvaluationTimer> _log = new();

    [Fact]
    public async Task Tick_LegsThatHang_AreRolledBackByTheFirstTickPastTheLimit()
    {
        var time = new SignallingTimeProvider(GuardBed.Start);
        using var bed = new JudgingBed(Few, time: time);
        bed.Settings.Settings = new(100, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();
        for (var i = 0; i < 3; i++)
            bed.Begin();
        using var timer = await StartAsync(bed);
        while (await time.NextTimerAsync() != EvaluationTimer.Period) { }

        time.Advance(EvaluationTimer.Period);
        await Task.Run(() =>
            SpinWait.SpinUntil(() => bed.Metrics.Evaluations(Verdict.InsufficientData).Value > 0, TimeSpan.FromSeconds(20))
        );
        Assert.False(bed.State.KillSwitch);
        time.Advance(EvaluationTimer.Period);
        await Task.Run(() => SpinWait.SpinUntil(() => bed.State.KillSwitch, TimeSpan.FromSeconds(20)));

        Assert.Equal("latency (V2 p95: 2000ms > 1600ms)", bed.State.Reason);
        await timer.StopAsync(default);
    }

    [Fact]
    public async Task Tick_JudgementFails_IsLoggedAndTriedAgain()
    {
        var judge = new FaultingJudge();
        using var bed = new JudgingBed(Few, judge: judge);
        bed.Settings.Settings = new(100, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();
        using var timer = await StartAsync(bed);
        judge.Fail(2);
        await bed.AdvanceUntilAsync(() => judge.Asked > 2);
        Assert.Equal(2, _log.Lines.Count);
        await bed.AdvanceUntilAsync(() => bed.Evaluator.Current.EvaluatedAt is not null);
        await timer.StopAsync(default);
    }

    [Fact]
    public async Task Tick_EnoughEvidenceAgain_HealsWhatTheStartCouldNotRead()
    {
        using var bed = new JudgingBed(Few, log: new FakeRunLog { Fault = "The store 'x.db' is locked." });
        bed.Settings.Settings = new(100, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();
        using var timer = await StartAsync(bed);
        await bed.AdvanceUntilAsync(() => bed.Metrics.Evaluations(Verdict.InsufficientData).Value > 0);
        Assert.Contains("evidence_unread", bed.Health.Causes.Keys);

        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Good);
        await bed.AdvanceUntilAsync(() => bed.Health.Healthy);
        await timer.StopAsync(default);
    }

    [Fact]
    public async Task Tick_LateQualityIntoTheEvidence_IsSeenByTheNextOne()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        using var timer = await StartAsync(bed);
        var runs = new List<PlayedRun>();
        for (var i = 0; i < 3; i++)
            runs.Add(await bed.PlayAsync(LegPlay.Good));
        foreach (var run in runs)
            bed.Book.Rate(run.Id, Planner.V2, 1);
        await bed.AdvanceUntilAsync(() => bed.State.KillSwitch);
        Assert.Equal("quality (V1: 95.0, V2: 1.0, drop: 94.0)", bed.State.Reason);
        await timer.StopAsync(default);
    }

    private async Task<EvaluationTimer> StartAsync(JudgingBed bed)
    {
        var timer = new EvaluationTimer(bed.Evaluator, bed.Readback, bed.Time, _log);
        await timer.StartAsync(default);
        return timer;
    }
}
