using Microsoft.Extensions.Time.Testing;
using Shadow.Decisions;
using Shadow.Detection;
using Shadow.Runs;

namespace Shadow.Tests.Detection;

public class EvidenceBookTests
{
    private static readonly Decision Plan = new("a", [], [], null, null);

    private Thresholds _thresholds = new() { MinSample = 3, WindowRuns = 5 };
    private readonly EvidenceBook _book;

    public EvidenceBookTests() => _book = new EvidenceBook(() => _thresholds, new FakeTimeProvider(), new ThresholdJudge());

    [Fact]
    public void Read_RunsAssignedToV2_PairsTheirLegs()
    {
        for (var i = 0; i < 3; i++)
            Add(Pair(Planner.V2, v1: Leg(10, quality: 90), v2: Leg(20, quality: 80)), JudgeMode.Plans);
        Add(Pair(Planner.V1, v1: Leg(1000), v2: Leg(2000)), JudgeMode.Plans);
        var stats = _book.Read(1);
        Assert.Equal("paired", stats.V1.Source);
        Assert.Equal(90, stats.V1.QualityMean);
        Assert.Equal(10, stats.V1.LatencyP95Ms);
        Assert.Equal(3, stats.V2.Samples);
        Assert.Equal(80, stats.V2.QualityMean);
        Assert.Equal(2000, stats.V2Shadow.LatencyP50Ms);
    }

    [Fact]
    public void Read_TooFewPairs_TakesTheRunsThatV1Served()
    {
        Add(Pair(Planner.V2, v1: Leg(10), v2: Leg(20)), JudgeMode.Plans);
        Add(Pair(Planner.V1, v1: Leg(1000), v2: null), JudgeMode.Plans);
        var stats = _book.Read(1);
        Assert.Equal("served", stats.V1.Source);
        Assert.Equal(1000, stats.V1.LatencyP50Ms);
    }

    [Fact]
    public void Read_MoreRunsThanTheWindow_KeepsTheNewest()
    {
        for (var i = 1; i <= 8; i++)
            Add(Pair(Planner.V2, v1: null, v2: Leg(i)), JudgeMode.Plans);
        var stats = _book.Read(1).V2;
        Assert.Equal(5, stats.Samples);
        Assert.Equal(6, stats.LatencyP50Ms);
        Assert.Equal(8, stats.LatencyP95Ms);
    }

    [Fact]
    public void Read_FailedLegs_CountAsErrorsAndTimeoutsAsLatency()
    {
        Add(Pair(Planner.V2, v1: null, v2: Leg(10, cost: 1)), JudgeMode.Plans);
        Add(Pair(Planner.V2, v1: null, v2: Leg(1, LegFailure.Status5xx, cost: 100)), JudgeMode.Plans);
        Add(Pair(Planner.V2, v1: null, v2: Leg(30_000, LegFailure.Timeout)), JudgeMode.Plans);
        var stats = _book.Read(1).V2;
        Assert.Equal(200.0 / 3, stats.ErrorRatePct);
        Assert.Equal(1, stats.CostMeanCents);
        Assert.Equal(30_000, stats.LatencyP95Ms);
    }

    [Fact]
    public void Read_WhatIsNoEvidence_IsLeftOut()
    {
        var leg = Leg(10);
        Add(Pair(Planner.V2, null, leg) with { Reason = SelectionReason.Override }, JudgeMode.Plans);
        Add(Pair(Planner.V2, null, leg) with { Outcome = ShadowOutcome.Upgrade }, JudgeMode.Plans);
        Add(Pair(Planner.V2, null, leg with { Inconclusive = true }), JudgeMode.Plans);
        Add(Pair(Planner.V2, null, leg with { Decision = null }), JudgeMode.Plans);
        Add(Pair(Planner.V2, null, leg), JudgeMode.Off);
        Assert.Equal(0, _book.Read(1).V2.Samples);
        Add(Pair(Planner.V2, null, leg with { Decision = null }), JudgeMode.All);
        Assert.Equal(1, _book.Read(1).V2.Samples);
        Assert.Equal(6, _book.Read(1).Shadow.Runs);
    }

    [Fact]
    public void Add_NewEpoch_StartsAnewAndIgnoresTheOldOne()
    {
        Add(Pair(Planner.V2, null, Leg(10)), JudgeMode.Plans);
        Add(Pair(Planner.V2, null, Leg(20)) with { Epoch = 2 }, JudgeMode.Plans);
        Add(Pair(Planner.V2, null, Leg(10)), JudgeMode.Plans);
        Assert.Equal(1, _book.Read(2).V2.Samples);
        Assert.Equal(20, _book.Read(2).V2.LatencyP50Ms);
        Assert.Equal(0, _book.Read(3).V2.Samples);
    }

    [Fact]
    public void Read_NothingYet_HasNoFigures()
    {
        var stats = _book.Read(1);
        Assert.Null(stats.V2.QualityMean);
        Assert.Null(stats.V2.LatencyP95Ms);
        Assert.Null(stats.V2.ErrorRatePct);
        Assert.Empty(stats.Shadow.ByOutcome);
    }

    private void Add(RunRecord run, JudgeMode judge)
    {
        _book.Count(run);
        _book.Observe(LegEvidence.Of(run with { Judge = judge }, endedAt: 0));
    }

    private static LegRecord Leg(double latency, LegFailure failure = LegFailure.None, double? cost = null, double? quality = null) =>
        new()
        {
            Planner = Planner.V2,
            Role = LegRole.Primary,
            LatencyMs = latency,
            Failure = failure,
            Decision = Plan,
            Signals = new LegSignals(cost, quality, null),
        };

    private static RunRecord Pair(Planner assigned, LegRecord? v1, LegRecord? v2) =>
        new()
        {
            RunId = Guid.CreateVersion7(),
            At = DateTimeOffset.UnixEpoch,
            Method = "POST",
            Path = "/plan",
            Status = 200,
            Assigned = assigned,
            Selected = assigned,
            Reason = assigned == Planner.V2 ? SelectionReason.Canary : SelectionReason.Default,
            Outcome = ShadowOutcome.Compared,
            V1 = v1,
            V2 = v2,
            CanaryPct = 10,
            KillSwitch = false,
            Epoch = 1,
        };
}
