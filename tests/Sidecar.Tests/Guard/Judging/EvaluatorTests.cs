using System.Text.Json;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard.Judging;

public sealed class EvaluatorTests
{
    private static readonly Thresholds Few = new()
    {
        MinSample = 3,
        WindowRuns = 10,
        MaxConsecutiveErrors = 4,
    };

    [Fact]
    public async Task LegSettled_BreachOnV2_IsRolledBackWhenTheLegHasEnded()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        await bed.PlayAsync(LegPlay.Dear);
        await bed.PlayAsync(LegPlay.Dear);
        Assert.False(bed.State.KillSwitch);

        var last = bed.Begin();
        await last.EndAsync(Planner.V2, LegPlay.Dear);

        Assert.Equal(
            (true, 0.0, "guard", "cost (V2: 99.0¢ > 3.0¢)"),
            (bed.State.KillSwitch, bed.State.CanaryPct, bed.State.UpdatedBy, bed.State.Reason)
        );
        Assert.Equal(1, bed.Metrics.RollbackAuto.Value);
        Assert.Equal(1, bed.Metrics.RollbackSeconds.Count);
        await bed.FlushAsync();
        var entry = Assert.Single(bed.Settings.History, static entry => entry.Kind == "rollback");
        Assert.Equal(("auto", "guard", 100.0, 0.0), (entry.Trigger, entry.UpdatedBy, entry.Before!.CanaryPct, entry.After.CanaryPct));
        Assert.Equal(["cost (V2: 99.0¢ > 3.0¢)"], entry.Breaches);
        Assert.Same(entry.EvidenceJson, bed.Controller.LastRollback!.EvidenceJson);
    }

    [Fact]
    public async Task LegSettled_Rollback_KeepsBothSidesAndTheRunsBehindIt()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        var runs = new List<PlayedRun>();
        for (var i = 0; i < 3; i++)
        {
            bed.Time.Advance(TimeSpan.FromSeconds(1));
            runs.Add(await bed.PlayAsync(LegPlay.Dear with { Cost = 90 + i }));
        }

        var evidence = JsonElement.Parse(bed.Controller.LastRollback!.EvidenceJson!);

        Assert.Equal(
            "v1 v2 v2_shadow shadow open_legs consecutive_errors tipped_by runs",
            string.Join(' ', evidence.EnumerateObject().Select(static property => property.Name))
        );
        Assert.Equal((2, "served"), (evidence.GetProperty("shadow").GetProperty("runs").GetInt32(), Text(evidence, "v1", "source")));
        Assert.Equal(3, evidence.GetProperty("v2").GetProperty("samples").GetInt32());
        Assert.Equal(91, evidence.GetProperty("v2").GetProperty("cost_mean_cents").GetDouble());
        Assert.Equal(
            (runs[2].Id.ToString(), "2025-10-18T12:00:03Z"),
            (Text(evidence, "tipped_by", "run_id"), Text(evidence, "tipped_by", "ended_at"))
        );
        Assert.Equal(
            [(runs[2].Id, "cost", 92.0), (runs[1].Id, "cost", 91), (runs[0].Id, "cost", 90)],
            evidence
                .GetProperty("runs")
                .EnumerateArray()
                .Select(static run =>
                    (run.GetProperty("run_id").GetGuid(), run.GetProperty("metric").GetString()!, run.GetProperty("value").GetDouble())
                )
        );
    }

    [Fact]
    public async Task LegSettled_OtherLegIsOpen_IsJudgedAllTheSame()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        for (var i = 0; i < 4; i++)
            await bed.Begin().EndAsync(Planner.V2, LegPlay.Broken);
        Assert.Equal("errors (V2: 4 consecutive failures)", bed.State.Reason);
    }

    [Fact]
    public async Task LegSettled_V1sLegBringsTheBreach_ItIsTheOneThatTipped()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        var runs = Enumerable.Range(0, 3).Select(_ => bed.Begin()).ToList();
        foreach (var run in runs)
            await run.EndAsync(Planner.V2, LegPlay.Wrong);
        Assert.False(bed.State.KillSwitch);
        foreach (var run in runs)
            await run.EndAsync(Planner.V1, LegPlay.Good);

        Assert.Equal("quality (V1: 95.0, V2: 5.0, drop: 90.0)", bed.State.Reason);
        var evidence = JsonElement.Parse(bed.Controller.LastRollback!.EvidenceJson!);
        Assert.Equal(("paired", runs[2].Id.ToString()), (Text(evidence, "v1", "source"), Text(evidence, "tipped_by", "run_id")));
        Assert.Equal(1, bed.Metrics.RollbackSeconds.Count);
    }

    [Fact]
    public async Task RunFinished_WhatOnlyTheRunsEndTells_NamesTheRunThatTipped()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        for (var i = 0; i < 2; i++)
            await bed.PlayAsync(LegPlay.Wrong);
        var run = bed.Begin();
        // Both legs end at once: v2's thread has read the run before v1's leg was settled, and tells of v2 alone when v1's thread has passed.
        run.Run.Primary.MarkSeen();
        bed.Observer.Finishing = () =>
            bed.Book.Observe(new RunEvidence(run.Id, 1, Planner.V2, 0, null, LegSample.Of(LegFailure.None, 0, 1, LegPlay.Wrong.Quality)));
        await run.EndAsync(Planner.V2, LegPlay.Wrong);
        await run.EndAsync(Planner.V1, LegPlay.Good);

        Assert.Equal("quality (V1: 95.0, V2: 5.0, drop: 90.0)", bed.State.Reason);
        Assert.Equal(run.Id.ToString(), Text(JsonElement.Parse(bed.Controller.LastRollback!.EvidenceJson!), "tipped_by", "run_id"));
        Assert.Equal(1, bed.Metrics.RollbackSeconds.Count);
    }

    [Fact]
    public async Task LegSettled_TheTimerIsFasterThanItsJudgement_ItStillIsTheOneThatTipped()
    {
        var judge = new FaultingJudge();
        using var bed = new JudgingBed(Few, judge: judge);
        bed.Settings.Settings = new(100, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();
        for (var i = 0; i < 2; i++)
            await bed.PlayAsync(LegPlay.Dear);
        judge.Before = () => bed.Evaluator.Judge();

        var run = bed.Begin();
        await run.EndAsync(Planner.V2, LegPlay.Dear);

        Assert.Equal(1, bed.Metrics.RollbackAuto.Value);
        Assert.Equal(run.Id.ToString(), Text(JsonElement.Parse(bed.Controller.LastRollback!.EvidenceJson!), "tipped_by", "run_id"));
        Assert.Equal(1, bed.Metrics.RollbackSeconds.Count);
    }

    [Fact]
    public async Task LegSettled_AfterTheRollback_NothingMoreHappens()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        var open = Enumerable.Range(0, 8).Select(_ => bed.Begin()).ToList();
        // Answers that have begun run to their end.
        Assert.All(open, static run => Assert.True(run.Run.Primary.TryBegin()));
        foreach (var run in open)
        {
            run.Run.Primary.HeaderSignals = new(99, 1, null);
            run.Run.Answered(200, new LegEnd(LegFailure.Truncated));
            await bed.Observer.SettledAsync(run.Run.Primary);
        }

        await bed.FlushAsync();
        Assert.Equal(1, bed.Metrics.RollbackAuto.Value);
        Assert.Single(bed.Settings.History, static entry => entry.Kind == "rollback");
        Assert.Equal("errors (V2: 4 consecutive failures)", bed.State.Reason);
    }

    [Fact]
    public async Task Judge_LegsThatHang_AreCountedAtTheirAgeAndNamed()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        var open = Enumerable.Range(0, 3).Select(_ => bed.Begin()).ToList();
        bed.Time.Advance(TimeSpan.FromMilliseconds(1600));
        Assert.Equal(Verdict.InsufficientData, bed.Evaluator.Judge());
        bed.Time.Advance(TimeSpan.FromMilliseconds(400));

        Assert.Equal(Verdict.Regression, bed.Evaluator.Judge());

        Assert.Equal("latency (V2 p95: 2000ms > 1600ms)", bed.State.Reason);
        var evidence = JsonElement.Parse(bed.Controller.LastRollback!.EvidenceJson!);
        Assert.Equal((3, JsonValueKind.Null), (evidence.GetProperty("open_legs").GetInt32(), evidence.GetProperty("tipped_by").ValueKind));
        Assert.Equal(
            open.Select(static run => run.Id).Order(),
            evidence.GetProperty("runs").EnumerateArray().Select(static run => run.GetProperty("run_id").GetGuid()).Order()
        );
        // They are cut over to their spares, and no evidence of anything.
        Assert.All(open, static run => Assert.Equal(AnswerTurn.CutOver, run.Run.Turn));
        Assert.Equal(0, bed.Metrics.RollbackSeconds.Count);
    }

    [Fact]
    public async Task Current_RolledBack_ShowsTheBreachUntilANewEpoch()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Dear);
        // What comes afterwards is judged too, and does not hide why v2 is out.
        for (var i = 0; i < 10; i++)
            await bed.PlayAsync(LegPlay.Good);
        bed.Evaluator.Judge();

        var current = bed.Evaluator.Current;
        Assert.Equal(("rollback", "regression", null), (current.Action, current.Verdict, current.Cause));
        Assert.Equal(["cost (V2: 99.0¢ > 3.0¢)"], current.Breaches);

        await bed.FlushAsync();
        await bed.Controller.ChangeAsync(new(10, false, "ben", "mended"), null);
        bed.Evaluator.Judge();
        current = bed.Evaluator.Current;
        Assert.Equal(("none", "insufficient_data", null), (current.Action, current.Verdict, current.Cause));
        Assert.Empty(current.Breaches);
        Assert.Equal(2, bed.State.Epoch);
        Assert.False(bed.State.KillSwitch);
    }

    [Fact]
    public async Task Current_NewEpochNotYetJudged_SaysNothingOfTheOldOne()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Dear);
        await bed.FlushAsync();
        Assert.Equal(Verdict.Regression, bed.Evaluator.Judge());
        await bed.Controller.ChangeAsync(new(10, false, "ben", "mended"), null);

        var current = bed.Evaluator.Current;

        Assert.Equal(("none", "insufficient_data", null), (current.Action, current.Verdict, current.Cause));
        Assert.Empty(current.Breaches);
    }

    [Fact]
    public async Task Judge_AfterTheSwitchWentOff_OldEvidenceDoesNotRollBackAgain()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        var late = bed.Begin();
        Assert.True(late.Run.Primary.TryBegin());
        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Dear);
        await bed.FlushAsync();
        await bed.Controller.ChangeAsync(new(100, false, "ben", null), null);

        // A leg of the old epoch that ends now, and what was known of it.
        late.Run.Primary.HeaderSignals = new(99, 1, null);
        late.Run.Answered(200, new LegEnd(LegFailure.Truncated));
        await bed.Observer.SettledAsync(late.Run.Primary);
        bed.Evaluator.Judge();

        Assert.Equal((false, 2), (bed.State.KillSwitch, bed.State.Epoch));
        Assert.Equal(0, bed.Book.Read(2).V2.Samples);
    }

    [Fact]
    public async Task Judge_SharedOutage_IsSaidAndNothingIsRolledBack()
    {
        using var bed = await JudgingBed.StartedAsync(Few with { MaxErrorRate = 0 });
        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Broken, LegPlay.Broken);
        for (var i = 0; i < 3; i++)
            await bed.PlayAsync(LegPlay.Dear);

        Assert.False(bed.State.KillSwitch);
        var current = bed.Evaluator.Current;
        Assert.Equal(("none", "regression", "v1_unfit"), (current.Action, current.Verdict, current.Cause));
        Assert.Contains("v1_unfit", bed.Health.Causes.Keys);
        Assert.Equal((0, 0), (bed.Rollbacks, bed.Settings.History.Count));

        // The manual switch always acts; and then nothing is wrong any more that an operator had to look at.
        await bed.Controller.RollbackAsync("look", "ben", RollbackTrigger.Manual, [], null);
        bed.Evaluator.Judge();
        Assert.True(bed.State.KillSwitch);
        Assert.DoesNotContain("v1_unfit", bed.Health.Causes.Keys);
    }

    [Fact]
    public async Task Judge_RaisedOverABreach_RollsBack()
    {
        using var bed = await JudgingBed.StartedAsync(Few, canaryPct: 0);
        bed.AddUnjudged(5, LegPlay.Dear);
        bed.Evaluator.Judge();
        Assert.False(bed.State.KillSwitch);
        await bed.Controller.ChangeAsync(new(10, null, "ben", null), null);
        bed.Evaluator.Judge();
        Assert.True(bed.State.KillSwitch);
    }

    [Fact]
    public async Task RunFinished_QualityCameBeforeTheRunsEnd_IsJudgedAtItsEnd()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        await bed.PlayAsync(LegPlay.Good);
        await bed.PlayAsync(LegPlay.Good);
        var last = bed.Begin();
        Assert.True(Assert.Single(await bed.Qualities.RateAsync([new(last.Id, Planner.V2, 0)], default)));
        await last.EndAsync(Planner.V2, LegPlay.Good);
        Assert.False(bed.State.KillSwitch);

        await last.EndAsync(Planner.V1, LegPlay.Good);

        Assert.Equal("quality (V1: 95.0, V2: 63.3, drop: 31.7)", bed.State.Reason);
    }

    [Fact]
    public async Task Current_ShadowsAreWorse_AreSaidAndDoNothing()
    {
        using var bed = await JudgingBed.StartedAsync(Few, canaryPct: 0);
        for (var i = 0; i < 12; i++)
            await bed.PlayAsync(LegPlay.Broken);
        var current = bed.Evaluator.Current;
        Assert.Equal(("none", "insufficient_data", null), (current.Action, current.Verdict, current.Cause));
        Assert.Equal(["errors (V1: 0.0%, V2: 100.0%)"], current.WouldBreach);
        Assert.Empty(current.Breaches);
        Assert.Equal(0, bed.Rollbacks);
    }

    [Fact]
    public void Current_NothingJudgedYet_IsInsufficientAndHasNoTime()
    {
        using var bed = new JudgingBed();
        var current = bed.Evaluator.Current;
        Assert.Equal(("none", "insufficient_data", null), (current.Action, current.Verdict, current.EvaluatedAt));
    }

    [Fact]
    public async Task RollBack_SeveralThreadsAtOnce_ActsOnce()
    {
        using var bed = await JudgingBed.StartedAsync(Few);
        bed.AddUnjudged(5, LegPlay.Dear);
        using var together = new Barrier(4);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        together.SignalAndWait();
                        bed.Evaluator.Judge();
                    })
                )
        );
        await bed.FlushAsync();
        Assert.Equal(1, bed.Metrics.RollbackAuto.Value);
        Assert.Single(bed.Settings.History, static entry => entry.Kind == "rollback");
    }

    private static string? Text(JsonElement element, string first, string second) =>
        element.GetProperty(first).GetProperty(second).GetString();
}
