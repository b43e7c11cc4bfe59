using Microsoft.Extensions.Time.Testing;
using Shadow.Mirroring;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Mirroring;

public class DeadlineSweepTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunBuilder _runs;
    private readonly DeadlineSweep _sweep;

    public DeadlineSweepTests()
    {
        _runs = new RunBuilder(_time);
        _sweep = new DeadlineSweep(_runs.Registry, _time);
    }

    [Fact]
    public void Sweep_HeadersOverdue_EndsThePrimary()
    {
        var run = _runs.Create();
        run.Primary.Clock.MarkSending();
        After(29.9);
        Assert.Equal(LegFailure.None, run.Primary.CancelledFor);
        After(0.1);
        Assert.Equal(LegFailure.Timeout, run.Primary.CancelledFor);
    }

    [Fact]
    public void Sweep_HeadersCame_LeavesALongAnswerAlone()
    {
        var run = _runs.Create();
        run.Primary.Clock.MarkSending();
        run.Primary.Clock.MarkHeaders();
        After(300);
        Assert.Equal(LegFailure.None, run.Primary.CancelledFor);
    }

    [Fact]
    public void Sweep_ShadowOverdue_EndsItEvenWithinItsAnswer()
    {
        var run = _runs.Create();
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.RequestPassed();
        dispatch.Leg!.Clock.MarkSending();
        dispatch.Leg.Clock.MarkHeaders();
        After(30);
        Assert.Equal(LegFailure.Timeout, dispatch.Leg.CancelledFor);
        Assert.Equal(LegFailure.None, run.Primary.CancelledFor);
    }

    [Fact]
    public void Sweep_Upgrade_IsLeftAlone()
    {
        var run = _runs.Create(notMirrored: ShadowOutcome.Upgrade);
        run.Primary.Clock.MarkSending();
        After(300);
        Assert.Equal(LegFailure.None, run.Primary.CancelledFor);
    }

    [Fact]
    public void Sweep_SpareThatTheAgentMayNeed_HasAsMuchTimeAsItNeeds()
    {
        var spare = StartSpare(out _);
        spare.Clock.MarkHeaders();
        After(300);
        Assert.Equal(LegFailure.None, spare.CancelledFor);
    }

    [Fact]
    public void Sweep_SpareOfAnAgentThatIsGone_HasTheDeadlineOfAShadow()
    {
        var spare = StartSpare(out var run);
        spare.Clock.MarkHeaders();
        run.Spare!.Discard();
        After(30);
        Assert.Equal(LegFailure.Timeout, spare.CancelledFor);
    }

    [Fact]
    public void Sweep_SpareOverTheCap_HasTheDeadlineOfAShadow()
    {
        var spare = StartSpare(out var run);
        spare.Clock.MarkHeaders();
        run.Spare!.Passed(new byte[5000]);
        After(30);
        Assert.Equal(LegFailure.Timeout, spare.CancelledFor);
    }

    [Fact]
    public void Sweep_SpareStandsStill_IsEndedUnlessTheAgentIsWaitedFor()
    {
        var spare = StartSpare(out _);
        spare.MayStall = TimeSpan.FromSeconds(100);
        spare.Clock.MarkHeaders();
        After(99);
        spare.Clock.MarkProgress();
        spare.AgentWaitBegan();
        After(300);
        spare.Clock.MarkProgress();
        spare.AgentWaitEnded();
        After(99.9);
        Assert.Equal(LegFailure.None, spare.CancelledFor);
        After(0.1);
        Assert.Equal(LegFailure.Timeout, spare.CancelledFor);
    }

    private Leg StartSpare(out Run run)
    {
        run = _runs.Create(Planner.V2);
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.RequestPassed();
        dispatch.Leg!.Clock.MarkSending();
        return dispatch.Leg;
    }

    private void After(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _sweep.Sweep();
    }
}
