using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Detection;

/// <summary>Which legs are evidence, live and out of the record alike: every case is a run assigned to v2 with v1 beside, in both orders of the ends.</summary>
public class LegEvidenceTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 18, 12, 0, 0, TimeSpan.Zero));
    private readonly RunBuilder _runs;

    public LegEvidenceTests() => _runs = new RunBuilder(_time);

    public static TheoryData<string, bool> Cases => [.. Played().Keys.SelectMany(static name => new[] { (name, false), (name, true) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Of_RunOnV2_IsWhatTheContractSaysLiveAndOutOfTheRecord(string name, bool v1First)
    {
        var played = Played()[name];
        var (live, record) = await PlayAsync(played, v1First);

        Assert.Equal((played.V2Is, played.V1Is), (Shown(live.V2), Shown(live.V1)));
        Assert.Equal((live.V1, live.V2), (record.V1, record.V2));
        Assert.Equal((live.RunId, live.Epoch, live.Assigned), (record.RunId, record.Epoch, record.Assigned));
    }

    [Fact]
    public async Task Of_V2AnsweredWithA4xx_WaitsForTheOtherLeg()
    {
        var run = Begin(new Case(Good, Good), out var v1);
        Status(404)(run.Primary, _runs);
        run.Answered(404, LegEnd.Answered(404));
        await _runs.Observer.SettledAsync(run.Primary, TestContext.Current.CancellationToken);
        Assert.Null(LegEvidence.Of(run, 0).V2);

        v1.Finish(Good(v1, _runs));
        await _runs.Observer.SettledAsync(v1, TestContext.Current.CancellationToken);
        Assert.Equal("failed", Shown(LegEvidence.Of(run, 0).V2));
    }

    [Fact]
    public async Task Of_LegEndedAndTheOtherIsOpen_IsEvidenceAtOnceAndToldOnce()
    {
        var run = Begin(new Case(Good, Good), out _);
        run.Answered(200, Good(run.Primary, _runs));
        await _runs.Observer.SettledAsync(run.Primary, TestContext.Current.CancellationToken);

        var first = LegEvidence.Of(run, 7);
        Assert.Equal(("succeeded", "none", false, 7L), (Shown(first.V2), Shown(first.V1), first.V2Seen, first.EndedAt));
        Assert.True(LegEvidence.Of(run, 8).V2Seen);
    }

    [Fact]
    public async Task Of_HedgedRunBeforeV1Answers_LeavesV1OutAlready()
    {
        var run = Begin(new Case(Hedged, Good), out var v1);
        v1.Finish(Good(v1, _runs));
        await _runs.Observer.SettledAsync(v1, TestContext.Current.CancellationToken);
        Assert.True(run.TryTakeOver(AnswerTurn.Hedged));
        _time.Advance(TimeSpan.FromSeconds(2));
        run.Primary.Finish(Hedged(run.Primary, _runs));
        await _runs.Observer.SettledAsync(run.Primary, TestContext.Current.CancellationToken);

        var evidence = LegEvidence.Of(run, 0);
        Assert.Equal(("hedged", "none"), (Shown(evidence.V2), Shown(evidence.V1)));
        Assert.Equal(2_000_000, evidence.V2!.Value.LatencyMicros);
    }

    [Fact]
    public async Task Of_AgeAndSignals_AreThoseOfTheLeg()
    {
        var slow = new Case(
            static (leg, runs) =>
            {
                runs.Answer(leg);
                leg.HeaderSignals = new(1.25, 87.5, "b1");
                return LegEnd.Answered(200);
            },
            static (_, _) => new LegEnd(LegFailure.Timeout)
        );
        var (live, record) = await PlayAsync(slow, v1First: false);

        var v2 = live.V2!.Value;
        Assert.Equal((10_000L, 1_250_000L, 87_500_000L), (v2.LatencyMicros, v2.CostMicros, v2.QualityMicros));
        // A timeout counts at its age, and has neither cost nor quality.
        var v1 = live.V1!.Value;
        Assert.Equal((30_000L, null, null), (v1.LatencyMicros, v1.CostMicros, v1.QualityMicros));
        Assert.Equal(live.V2, record.V2);
        Assert.Equal(_time.Start.UtcTicks + 10 * TimeSpan.TicksPerMillisecond, record.EndedAt);
    }

    [Theory]
    [InlineData(LegFailure.Connect)]
    [InlineData(LegFailure.Reset)]
    [InlineData(LegFailure.Truncated)]
    [InlineData(LegFailure.Status5xx)]
    [InlineData(LegFailure.Status429)]
    [InlineData(LegFailure.Status4xx)]
    [InlineData(LegFailure.Unreadable)]
    public void Sample_FailureOtherThanATimeout_HasNoFigures(LegFailure failure)
    {
        var sample = LegSample.Of(failure, 100, 1, 95);
        Assert.Equal((true, null, null, null), (sample.Failed, sample.LatencyMicros, sample.CostMicros, sample.QualityMicros));
    }

    private async Task<(RunEvidence Live, RunEvidence Record)> PlayAsync(Case played, bool v1First)
    {
        var run = Begin(played, out var v1);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        if (v1First)
            EndV1();
        else
            EndV2();
        _time.Advance(TimeSpan.FromMilliseconds(20));
        if (v1First)
            EndV2();
        else
            EndV1();
        var record = await _runs.Observer.Finished.WaitAsync(TestContext.Current.CancellationToken);
        return (LegEvidence.Of(run, 0), LegEvidence.Of(record));

        void EndV1()
        {
            if (v1 is not null)
                v1.Finish(played.V1(v1, _runs));
        }

        void EndV2()
        {
            var end = played.V2(run.Primary, _runs);
            if (end.Cause == LegEndCause.Hedged && run.TryTakeOver(AnswerTurn.Hedged))
                run.Reselect(SelectionReason.Hedge);
            if (end.Cause == LegEndCause.CutOver && run.TryTakeOver(AnswerTurn.CutOver))
                run.Reselect(SelectionReason.Cutover);
            run.Answered(run.Primary.Status ?? 502, end);
        }
    }

    private Run Begin(Case played, out Leg v1)
    {
        var run = _runs.Create(Planner.V2, played.NotMirrored, played.Method, played.Judge, played.Change);
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.Primary.Clock.MarkSending();
        run.RequestPassed();
        v1 = dispatch.Leg!;
        v1?.Clock.MarkSending();
        return run;
    }

    private static string Shown(LegSample? sample) =>
        sample is { } leg
            ? leg.Outcome switch
            {
                LegOutcome.Succeeded => "succeeded",
                LegOutcome.Failed => "failed",
                _ => "hedged",
            }
            : "none";

    private static Dictionary<string, Case> Played()
    {
        var cases = new Dictionary<string, Case>(StringComparer.Ordinal)
        {
            ["both answer"] = new(Good, Good) { V2Is = "succeeded", V1Is = "succeeded" },
            ["v2 5xx"] = new(Status(503), Good) { V2Is = "failed", V1Is = "succeeded" },
            ["v2 429"] = new(Status(429), Good) { V2Is = "failed", V1Is = "succeeded" },
            ["v2 4xx, v1 2xx"] = new(Status(422), Good) { V2Is = "failed", V1Is = "succeeded" },
            ["v1 4xx, v2 2xx"] = new(Good, Status(404)) { V2Is = "succeeded", V1Is = "failed" },
            ["both 4xx"] = new(Status(404), Status(400)),
            ["both 4xx, judged all"] = new(Status(404), Status(404))
            {
                Judge = JudgeMode.All,
                V2Is = "succeeded",
                V1Is = "succeeded",
            },
            ["v2 4xx, v1 5xx"] = new(Status(404), Status(500)) { V1Is = "failed" },
            ["v2 4xx, v1 unreachable"] = new(Status(404), Fails(LegFailure.Connect)) { V1Is = "failed" },
            ["both 429"] = new(Status(429), Status(429)) { V2Is = "failed", V1Is = "failed" },
            ["v2 unreadable"] = new(Body("no plan"), Good) { V2Is = "failed", V1Is = "succeeded" },
            ["v2 empty"] = new(Body(""), Good) { V2Is = "failed", V1Is = "succeeded" },
            ["v2 unreadable, judged all"] = new(Body("no plan"), Good)
            {
                Judge = JudgeMode.All,
                V2Is = "succeeded",
                V1Is = "succeeded",
            },
            ["v2 redirects"] = new(Status(302), Good) { V1Is = "succeeded" },
            ["v2 204"] = new(Status(204), Good) { V1Is = "succeeded" },
            ["HEAD"] = new(Body(""), Body("")) { Method = "HEAD" },
            ["v2 over the cap"] = new(Body(new string('x', 5000)), Good) { V1Is = "succeeded" },
            ["agent broke off"] = new(Ends(LegEndCause.Agent), Good) { V1Is = "succeeded" },
            ["agent broke off after the plan of a stream"] = new(Stream(LegEndCause.Agent), Good)
            {
                V2Is = "succeeded",
                V1Is = "succeeded",
            },
            ["sidecar stops"] = new(Good, Ends(LegEndCause.Shutdown)) { V2Is = "succeeded" },
            ["cut over"] = new(Ends(LegEndCause.CutOver), Good),
            ["hedged away"] = new(Hedged, Good) { V2Is = "hedged" },
            ["overridden"] = new(Status(500), Good) { Change = static start => start with { Reason = SelectionReason.Override } },
            ["judged off"] = new(Status(500), Status(500)) { Judge = JudgeMode.Off },
            ["upgrade"] = new(Ends(LegEndCause.Upgrade), Good) { NotMirrored = ShadowOutcome.Upgrade },
            ["upgrade, v2 unreachable"] = new(Fails(LegFailure.Connect), Good) { NotMirrored = ShadowOutcome.Upgrade },
            ["upgrade on a route without mirror, v2 unreachable"] = new(Fails(LegFailure.Connect), Good)
            {
                NotMirrored = ShadowOutcome.Route,
                Change = static start => start with { Upgrade = true },
            },
            ["not mirrored, v2 4xx"] = new(Status(404), Good) { NotMirrored = ShadowOutcome.Route },
            ["not mirrored, v2 5xx"] = new(Status(500), Good) { NotMirrored = ShadowOutcome.Route, V2Is = "failed" },
        };
        foreach (var failure in new[] { LegFailure.Connect, LegFailure.Timeout, LegFailure.Reset, LegFailure.Truncated })
        {
            cases[$"v2 {failure.Name()}"] = new(Fails(failure), Good) { V2Is = "failed", V1Is = "succeeded" };
            cases[$"v1 {failure.Name()}"] = new(Good, Fails(failure)) { V2Is = "succeeded", V1Is = "failed" };
        }

        return cases;
    }

    private static LegEnd Good(Leg leg, RunBuilder runs) => Body(RunBuilder.Plan)(leg, runs);

    private static LegEnd Hedged(Leg leg, RunBuilder runs) => new(LegFailure.None, LegEndCause.Hedged);

    private static Func<Leg, RunBuilder, LegEnd> Status(int status) => Answers(status, "{}");

    private static Func<Leg, RunBuilder, LegEnd> Body(string body) => Answers(200, body);

    private static Func<Leg, RunBuilder, LegEnd> Answers(int status, string body) =>
        (leg, runs) =>
        {
            runs.Answer(leg, status, body);
            return LegEnd.Answered(status);
        };

    private static Func<Leg, RunBuilder, LegEnd> Fails(LegFailure failure) => (_, _) => new LegEnd(failure);

    private static Func<Leg, RunBuilder, LegEnd> Ends(LegEndCause cause) => (_, _) => new LegEnd(LegFailure.None, cause);

    private static Func<Leg, RunBuilder, LegEnd> Stream(LegEndCause cause) =>
        (leg, runs) =>
        {
            runs.Answer(leg, body: $"data: {RunBuilder.Plan}\n\n", contentType: "text/event-stream", whole: false);
            return new LegEnd(LegFailure.None, cause);
        };

    private sealed record Case(Func<Leg, RunBuilder, LegEnd> V2, Func<Leg, RunBuilder, LegEnd> V1)
    {
        public string V2Is { get; init; } = "none";

        public string V1Is { get; init; } = "none";

        public JudgeMode Judge { get; init; }

        public string Method { get; init; } = "POST";

        public ShadowOutcome? NotMirrored { get; init; }

        public Func<RunStart, RunStart>? Change { get; init; }
    }
}
