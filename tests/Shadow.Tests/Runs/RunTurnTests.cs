using Microsoft.Extensions.Time.Testing;
using Shadow.Capture;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Runs;

public class RunTurnTests
{
    private readonly RunBuilder _runs = new(new FakeTimeProvider());

    [Fact]
    public async Task TryTakeOver_RacesTheAnswersBegin_ExactlyOneWins()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var run = _runs.Create(Planner.V2);
            using var start = new Barrier(2);
            var killing = Task.Run(() =>
            {
                start.SignalAndWait();
                return run.TryTakeOver(AnswerTurn.CutOver);
            });
            start.SignalAndWait();
            var began = run.Primary.TryBegin();
            Assert.NotEqual(began, await killing);
            Assert.Equal(began ? AnswerTurn.Answering : AnswerTurn.CutOver, run.Turn);
        }
    }

    [Fact]
    public void TryBegin_TurnTaken_EndsTheLeg()
    {
        var run = _runs.Create(Planner.V2);
        Assert.True(run.TryTakeOver(AnswerTurn.CutOver));
        Assert.False(run.Primary.TryBegin());
        Assert.True(run.Primary.Cancellation.IsCancellationRequested);
        Assert.False(run.TryTakeOver(AnswerTurn.Hedged));
    }

    [Fact]
    public void TryGiveCopyUp_TurnTaken_IsRefused()
    {
        var run = _runs.Create(Planner.V2);
        Assert.True(run.TryTakeOver(AnswerTurn.CutOver));
        Assert.False(run.Primary.TryGiveCopyUp());
    }

    [Fact]
    public void TryBegin_CopyGivenUp_IsV2sAlone()
    {
        var run = _runs.Create(Planner.V2);
        Assert.True(run.Primary.TryGiveCopyUp());
        Assert.False(run.TryTakeOver(AnswerTurn.CutOver));
        Assert.True(run.Primary.TryBegin());
    }

    [Fact]
    public void TryTakeOver_RunOfV1_IsLeftAlone()
    {
        var run = _runs.Create(Planner.V1);
        Assert.False(run.TryTakeOver(AnswerTurn.CutOver));
        Assert.True(run.Primary.TryBegin());
    }

    [Theory]
    [InlineData(CaptureState.TooLarge)]
    [InlineData(CaptureState.OutOfMemory)]
    public void TryTakeOver_BodyNotCaptured_IsLeftToV2(CaptureState state)
    {
        var run = _runs.Create(Planner.V2);
        run.Body = new CaptureBuffer(10, _runs.Budget);
        run.Body.GiveUp(state);
        Assert.False(run.TryTakeOver(AnswerTurn.CutOver));
    }

    [Theory]
    [InlineData(LegEndCause.CutOver, ShadowOutcome.CutOver)]
    [InlineData(LegEndCause.Hedged, ShadowOutcome.Hedged)]
    public async Task Finish_TakenOver_IsRecordedWithTheSpareAsTheAnswer(LegEndCause cause, ShadowOutcome expected)
    {
        var run = _runs.Create(Planner.V2);
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.RequestPassed();
        run.Reselect(SelectionReason.Cutover);
        _runs.Answer(dispatch.Leg!);
        dispatch.Leg!.Finish(LegEnd.Answered(200));
        run.Answered(200, new LegEnd(LegFailure.None, cause));
        var record = await _runs.Observer.Finished;
        Assert.Equal(expected, record.Outcome);
        Assert.Equal(Planner.V2, record.Assigned);
        Assert.Equal(Planner.V1, record.Selected);
        Assert.Equal("a", record.Answer!.Decision!.Agent);
        Assert.True(record.V2!.Inconclusive);
        await _runs.Registry.WhenEmpty();
        Assert.Equal(0, _runs.Budget.Reserved);
    }

    [Fact]
    public async Task Finish_V1AskedAgain_RecordsThatLeg()
    {
        var run = _runs.Create(Planner.V2);
        run.Reselect(SelectionReason.Failover);
        run.Primary.Finish(new LegEnd(LegFailure.Connect));
        var rescue = run.BeginRescue();
        _runs.Answer(rescue);
        rescue.Finish(LegEnd.Answered(200));
        Assert.False(_runs.Observer.Finished.IsCompleted);
        run.Answered(200, new LegEnd(LegFailure.Connect));
        var record = await _runs.Observer.Finished;
        Assert.Equal(LegFailure.Connect, record.V2!.Failure);
        Assert.Equal(LegRole.Primary, record.V1!.Role);
        Assert.Equal(SelectionReason.Failover, record.Reason);
    }
}
