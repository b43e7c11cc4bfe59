using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Mirroring;

public class LedgerTests
{
    private static readonly LegEnd Left = new(LegFailure.None, LegEndCause.Agent);

    private readonly RunBuilder _runs = new(new FakeTimeProvider());

    [Theory]
    [InlineData(ShadowOutcome.Route)]
    [InlineData(ShadowOutcome.Upgrade)]
    [InlineData(ShadowOutcome.Disabled)]
    [InlineData(ShadowOutcome.NotSampled)]
    public async Task Outcome_KnownBeforehand_Stands(ShadowOutcome why)
    {
        var run = _runs.Create(notMirrored: why);
        run.Answered(499, Left);
        Assert.Equal(why, (await _runs.Observer.Finished).Outcome);
    }

    [Fact]
    public Task Outcome_AgentLeftBeforeThePlan_IsAborted() => Expect(ShadowOutcome.RequestAborted, run => run.Answered(499, Left), Good);

    [Fact]
    public Task Outcome_AgentLeftAfterThePlanOfAStream_IsCompared() =>
        Expect(
            ShadowOutcome.Compared,
            run =>
            {
                _runs.Answer(run.Primary, body: $"data: {RunBuilder.Plan}\n\n", contentType: "text/event-stream", whole: false);
                run.Answered(200, Left);
            },
            Good
        );

    [Theory]
    [InlineData(LegFailure.Connect)]
    [InlineData(LegFailure.Timeout)]
    [InlineData(LegFailure.Reset)]
    [InlineData(LegFailure.Truncated)]
    public Task Outcome_PrimaryFailed_IsItsError(LegFailure failure) =>
        Expect(ShadowOutcome.PrimaryError, run => run.Answered(502, new LegEnd(failure)), Good);

    [Fact]
    public Task Outcome_PrimaryAnsweredWithAnError_IsItsErrorEvenWithAPlanInside() =>
        Expect(
            ShadowOutcome.PrimaryError,
            run =>
            {
                _runs.Answer(run.Primary, 500);
                run.Answered(500, LegEnd.Answered(500));
            },
            Good
        );

    [Fact]
    public Task Outcome_ShadowRanIntoItsDeadline_IsATimeout() =>
        Expect(ShadowOutcome.ShadowTimeout, Serve, leg => leg.Finish(new LegEnd(LegFailure.Timeout)));

    [Fact]
    public Task Outcome_DeadlineStruckAfterThePlan_IsCompared() =>
        Expect(
            ShadowOutcome.Compared,
            Serve,
            leg =>
            {
                _runs.Answer(leg, body: $"data: {RunBuilder.Plan}\n\n", contentType: "text/event-stream", whole: false);
                leg.Finish(new LegEnd(LegFailure.Timeout));
            }
        );

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(404)]
    public Task Outcome_ShadowAnsweredWithAnError_IsAnError(int status) =>
        Expect(
            ShadowOutcome.ShadowError,
            Serve,
            leg =>
            {
                _runs.Answer(leg, status);
                leg.Finish(LegEnd.Answered(status));
            }
        );

    [Fact]
    public Task Outcome_AnswerOverTheCap_IsTooLarge() =>
        Expect(
            ShadowOutcome.ResponseTooLarge,
            Serve,
            leg =>
            {
                _runs.Answer(leg, body: new string(' ', 5000));
                leg.Finish(LegEnd.Answered(200));
            }
        );

    [Theory]
    [InlineData("<html>not a plan")]
    [InlineData("")]
    [InlineData("{}")]
    public Task Outcome_NoPlanInIt_SaysSo(string body) =>
        Expect(
            ShadowOutcome.NotAPlan,
            Serve,
            leg =>
            {
                _runs.Answer(leg, body: body);
                leg.Finish(LegEnd.Answered(200));
            }
        );

    [Fact]
    public async Task Failure_UnreadableAnswerOfAJudgedRoute_IsOne()
    {
        var record = await Expect(
            ShadowOutcome.NotAPlan,
            Serve,
            leg =>
            {
                _runs.Answer(leg, body: "garbage");
                leg.Finish(LegEnd.Answered(200));
            }
        );
        Assert.Equal(LegFailure.None, record.V1!.Failure);
        Assert.Equal(LegFailure.Unreadable, record.V2!.Failure);
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("OPTIONS", 200)]
    [InlineData("POST", 204)]
    public async Task Failure_NoPlanWasToBeExpected_IsNone(string method, int status)
    {
        var run = _runs.Create(notMirrored: ShadowOutcome.Route, method: method);
        _runs.Answer(run.Primary, status, body: "");
        run.Answered(status, LegEnd.Answered(status));
        Assert.Equal(LegFailure.None, (await _runs.Observer.Finished).V1!.Failure);
    }

    private async Task<RunRecord> Expect(ShadowOutcome expected, Action<Run> primary, Action<Leg> beside)
    {
        var run = _runs.Create();
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.RequestPassed();
        beside(dispatch.Leg!);
        primary(run);
        var record = await _runs.Observer.Finished;
        Assert.Equal(expected, record.Outcome);
        return record;
    }

    private void Serve(Run run)
    {
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
    }

    private void Good(Leg leg)
    {
        _runs.Answer(leg);
        leg.Finish(LegEnd.Answered(200));
    }
}
