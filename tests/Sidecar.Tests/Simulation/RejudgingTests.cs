using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Simulation.Recorded;
using Sidecar.Storage;

namespace Sidecar.Tests.Simulation;

public sealed class RejudgingTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 18, 12, 0, 0, TimeSpan.Zero);

    private int _runs;

    [Fact]
    public void Add_RunsOfOneMillisecondInAnyOrder_AreJudgedAsTheirLegsEnded()
    {
        // The ends are 31 to 60 ms after the start, the rows come in the opposite order.
        var rejudging = new Rejudging(new Thresholds(), [], DateTimeOffset.UnixEpoch);
        for (var i = 29; i >= 0; i--)
            rejudging.Add(Run(at: 0, latencyMs: 31 + i, cost: 4));

        var rollback = Assert.Single(rejudging.Finish()).Rollback!;

        Assert.Equal((Start.AddMilliseconds(60), 1L), (rollback.At, rollback.Run));
    }

    [Fact]
    public void Add_LaterRunOfTheSameMillisecondFirst_WhatEndedBeforeItWaitsForTheEarlierOne()
    {
        var rejudging = new Rejudging(new Thresholds(), [], DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 28; i++)
            rejudging.Add(Run(at: i, latencyMs: 1, cost: 4));
        var thirtieth = Run(at: 50, latencyMs: 50.5, cost: 4);
        rejudging.Add(thirtieth);
        rejudging.Add(Run(at: 100.9, latencyMs: 40, cost: 4));
        rejudging.Add(Run(at: 100.1, latencyMs: 0.1, cost: 4));

        var rollback = Assert.Single(rejudging.Finish()).Rollback!;

        Assert.Equal((thirtieth.RunId, Start.AddMilliseconds(100.5)), (rollback.RunId, rollback.At));
    }

    [Fact]
    public void Add_NewBuild_FailuresInARowGoOn()
    {
        var history = new[] { Entry(0, "start", 1, false), Entry(100, "epoch", 2, false) };
        var rejudging = new Rejudging(new Thresholds(), history, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 10; i++)
            rejudging.Add(Run(at: i * 20, latencyMs: 5, failure: LegFailure.Status5xx, epoch: i < 5 ? 1 : 2));

        var epochs = rejudging.Finish();

        Assert.Null(epochs[0].Rollback);
        Assert.Equal(["errors (V2: 10 consecutive failures)"], epochs[1].Rollback!.Breaches);
    }

    [Fact]
    public void Add_KillSwitchOffAgain_FailuresInARowBeginAnew()
    {
        var history = new[] { Entry(0, "start", 1, false), Entry(95, "config", 1, true), Entry(100, "config", 2, false) };
        var rejudging = new Rejudging(new Thresholds(), history, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 10; i++)
            rejudging.Add(Run(at: i * 20, latencyMs: 5, failure: LegFailure.Status5xx, epoch: i < 5 ? 1 : 2));

        Assert.All(rejudging.Finish(), static epoch => Assert.Null(epoch.Rollback));
    }

    [Fact]
    public void Add_WhileV2GetsNothing_NothingIsRolledBack()
    {
        var history = new[] { Entry(0, "start", 1, false), Entry(50, "config", 1, true) };
        var rejudging = new Rejudging(new Thresholds(), history, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 40; i++)
            rejudging.Add(Run(at: i, latencyMs: 60, cost: 4));

        var epoch = Assert.Single(rejudging.Finish());

        Assert.Null(epoch.Rollback);
        Assert.Null(epoch.Verdict);
    }

    [Fact]
    public void Add_RollbackThatTheClockPutsBeforeItsLeg_IsStillTheSame()
    {
        // The wall clock was set back by 2 ms while the leg ran: by it the rollback came before the leg's end.
        var runs = Enumerable.Range(0, 30).Select(i => Run(at: i * 100, latencyMs: 50, cost: 4)).ToList();
        var tipped = runs[^1];
        var rollback = Entry(2948, "rollback", 1, true) with
        {
            Trigger = "auto",
            Breaches = ["cost (V2: 4.0¢ > 3.0¢)"],
            EvidenceJson = $$"""{"tipped_by":{"run_id":"{{tipped.RunId}}","ended_at":"2025-10-18T12:00:02.948Z"} }""",
        };
        var rejudging = new Rejudging(new Thresholds(), [Entry(0, "start", 1, false), rollback], DateTimeOffset.UnixEpoch);
        foreach (var run in runs)
            rejudging.Add(run);

        var epoch = Assert.Single(rejudging.Finish());

        Assert.Equal(Comparison.Same, epoch.Comparison);
        Assert.Equal((30L, 30L), (epoch.Rollback!.Run, epoch.Recorded!.Run));
    }

    [Fact]
    public void Add_HangThatAJudgementOfTheSecondFound_IsFoundInTheSamePartOfIt()
    {
        // 30 runs hang. At 2.700 s they are 1.671 to 1.700 s old and taken out; as whole seconds begin, they are too young, and then gone.
        var rollback = Entry(2700, "rollback", 1, true) with
        {
            Trigger = "auto",
            EvidenceJson = """{"tipped_by":null}""",
        };
        var rejudging = new Rejudging(new Thresholds(), [Entry(0, "start", 1, false), rollback], DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 30; i++)
            rejudging.Add(Run(at: 1000 + i, latencyMs: 1699.9 - i) with { CutOver = true, V2 = Hung(1000 + i, 1699.9 - i) });

        var epoch = Assert.Single(rejudging.Finish());

        Assert.Equal((Comparison.Same, Start.AddMilliseconds(2700)), (epoch.Comparison, epoch.Rollback!.At));
        Assert.Equal(["latency (V2 p95: 1699ms > 1600ms)"], epoch.Rollback.Breaches);
    }

    [Fact]
    public void Add_RunsThatOnlyGrowOld_AreJudgedAsTimePasses()
    {
        // 40 quick runs and then 30 slow ones: once the quick ones are a minute old, the slow ones are all there is.
        var thresholds = new Thresholds
        {
            WindowMinutes = 1,
            MaxLatencyP95Ms = 100,
            MinSample = 20,
            WindowRuns = 1000,
        };
        var rejudging = new Rejudging(thresholds, [], DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 960; i++)
            rejudging.Add(Run(at: i * 10, latencyMs: 20));
        for (var i = 0; i < 30; i++)
            rejudging.Add(Run(at: 30_000 + i, latencyMs: 90 + i));
        rejudging.Add(Run(at: 300_000, latencyMs: 20));

        var rollback = Assert.Single(rejudging.Finish()).Rollback!;

        Assert.Null(rollback.RunId);
        Assert.InRange(rollback.At, Start.AddSeconds(60), Start.AddSeconds(71));
    }

    [Fact]
    public void Add_WithoutAHistory_V2IsTakenToGetTraffic()
    {
        var rejudging = new Rejudging(new Thresholds(), [], DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 30; i++)
            rejudging.Add(Run(at: i, latencyMs: 5, cost: 4, epoch: 7));

        var epoch = Assert.Single(rejudging.Finish());

        Assert.Equal((7, Comparison.OnlyJudgedAgain), (epoch.Epoch, epoch.Comparison));
    }

    private RecordedRun Run(double at, double latencyMs, double cost = 1, LegFailure failure = LegFailure.None, int epoch = 1)
    {
        var arrived = Start.AddMilliseconds(at);
        return new RecordedRun
        {
            RunId = Sidecar.Simulation.Passes.RunIds.Of(arrived, ++_runs),
            At = arrived.UtcTicks,
            Epoch = epoch,
            Assigned = Planner.V2,
            OpenCounts = true,
            V2 = new RecordedLeg
            {
                Sent = true,
                EndedAt = arrived.AddMilliseconds(latencyMs).UtcTicks,
                KnownAt = arrived.AddMilliseconds(latencyMs).UtcTicks,
                LatencyMicros = (long)(latencyMs * 1000),
                Sample = LegSample.Of(failure, latencyMs, cost, 95),
            },
        };
    }

    private static RecordedLeg Hung(double at, double ageMs)
    {
        var ended = Start.AddMilliseconds(at + ageMs).UtcTicks;
        return new RecordedLeg
        {
            Sent = true,
            EndedAt = ended,
            KnownAt = ended,
            LatencyMicros = (long)(ageMs * 1000),
        };
    }

    private static HistoryEntry Entry(double at, string kind, int epoch, bool kill)
    {
        var time = Start.AddMilliseconds(at);
        return new HistoryEntry
        {
            At = time,
            Kind = kind,
            UpdatedBy = "anna",
            After = new StoredSettings(20, kill, epoch, 1, "anna", null, time),
        };
    }
}
