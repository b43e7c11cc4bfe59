using Microsoft.Extensions.Time.Testing;
using Shadow.Capture;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Runs;

public class RunTests
{
    private readonly RunBuilder _runs = new(new FakeTimeProvider());

    [Fact]
    public async Task Run_BothLegsAnswer_IsComparedOnceTheLaterOneEnds()
    {
        var run = _runs.Create(Planner.V2);
        var dispatch = Dispatch(run);
        run.RequestPassed();
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        Assert.False(_runs.Observer.Finished.IsCompleted);
        _runs.Answer(dispatch.Leg!);
        dispatch.Leg!.Finish(LegEnd.Answered(200));
        var record = await _runs.Observer.Finished;
        Assert.Equal(ShadowOutcome.Compared, record.Outcome);
        Assert.Equal(LegRole.Primary, record.V2!.Role);
        Assert.Equal(LegRole.Shadow, record.V1!.Role);
        Assert.False(record.Diff!.AnyChange);
        await _runs.Registry.WhenEmpty();
        Assert.Equal(0, _runs.Budget.Reserved);
    }

    [Fact]
    public async Task Run_ShadowEndsFirst_IsFinishedByThePrimary()
    {
        var run = _runs.Create();
        var dispatch = Dispatch(run);
        run.RequestPassed();
        _runs.Answer(dispatch.Leg!);
        dispatch.Leg!.Finish(LegEnd.Answered(200));
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        Assert.Equal(ShadowOutcome.Compared, (await _runs.Observer.Finished).Outcome);
    }

    [Fact]
    public void TryStartShadow_BodyStillPassing_WaitsForItsEnd()
    {
        var run = _runs.Create();
        var dispatch = Dispatch(run);
        run.TryStartShadow();
        Assert.Equal(0, dispatch.Sent);
        run.RequestPassed();
        run.TryStartShadow();
        Assert.Equal(1, dispatch.Sent);
    }

    [Fact]
    public void TryStartShadow_RequestNotMadeYet_WaitsForIt()
    {
        var run = _runs.Create();
        run.RequestPassed();
        var dispatch = Dispatch(run);
        run.TryStartShadow();
        Assert.Equal(1, dispatch.Sent);
    }

    [Fact]
    public async Task Answered_BodyNeverPassed_TheShadowNeverStarts()
    {
        var run = _runs.Create();
        var dispatch = Dispatch(run);
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        run.RequestPassed();
        Assert.Equal(0, dispatch.Sent);
        Assert.Equal(ShadowOutcome.RequestIncomplete, (await _runs.Observer.Finished).Outcome);
    }

    [Fact]
    public async Task TryStartShadow_NoPermit_IsSaturated()
    {
        var run = _runs.Create();
        run.Dispatch = new FakeDispatch(admits: false);
        run.RequestPassed();
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        Assert.Equal(ShadowOutcome.Saturated, (await _runs.Observer.Finished).Outcome);
    }

    [Theory]
    [InlineData(CaptureState.TooLarge, ShadowOutcome.BodyTooLarge)]
    [InlineData(CaptureState.OutOfMemory, ShadowOutcome.Memory)]
    public async Task TryStartShadow_BodyNotCaptured_SaysWhy(CaptureState state, ShadowOutcome expected)
    {
        var run = _runs.Create();
        var dispatch = Dispatch(run);
        run.Body = new CaptureBuffer(10, _runs.Budget);
        run.Body.GiveUp(state);
        run.RequestPassed();
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        Assert.Equal(0, dispatch.Sent);
        Assert.Equal(expected, (await _runs.Observer.Finished).Outcome);
    }

    [Fact]
    public async Task Answered_RacesTheShadowsStart_EndsTheRunOnceAndReturnsEveryPermit()
    {
        for (var i = 0; i < 500; i++)
        {
            var runs = new RunBuilder(new FakeTimeProvider());
            var run = runs.Create();
            var dispatch = new FakeDispatch();
            run.Dispatch = dispatch;
            runs.Answer(run.Primary);
            using var start = new Barrier(2);
            var passing = Task.Run(() =>
            {
                start.SignalAndWait();
                run.RequestPassed();
            });
            start.SignalAndWait();
            run.Answered(200, LegEnd.Answered(200));
            await passing;
            if (dispatch.Leg is { } leg)
                leg.Finish(LegEnd.Answered(200));
            else
                Assert.Equal(0, dispatch.Permits);
            await runs.Registry.WhenEmpty();
            Assert.Single(runs.Observer.Records);
        }
    }

    [Fact]
    public async Task Finish_ObserverThrows_TheProcessLivesAndTheMemoryComesBack()
    {
        _runs.Observer.Throws = new InvalidOperationException("a fault of the program");
        var run = _runs.Create();
        run.Body = new CaptureBuffer(100, _runs.Budget);
        run.Body.Append(new byte[10]);
        var empty = _runs.Registry.WhenEmpty();
        run.Answered(200, LegEnd.Answered(200));
        await _runs.Observer.Faulted;
        await empty;
        Assert.Equal(0, _runs.Budget.Reserved);
    }

    [Fact]
    public async Task WhenEmpty_RunsUnderWay_CompletesWithTheLastOne()
    {
        Assert.True(new RunRegistry().WhenEmpty().IsCompleted);
        var run = _runs.Create();
        var empty = _runs.Registry.WhenEmpty();
        Assert.False(empty.IsCompleted);
        _runs.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        await empty;
    }

    private static FakeDispatch Dispatch(Run run)
    {
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        return dispatch;
    }
}
