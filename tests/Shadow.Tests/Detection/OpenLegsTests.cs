using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Detection;

/// <summary>Which legs count before they end.</summary>
public class OpenLegsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1600);
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RunBuilder _runs;

    public OpenLegsTests() => _runs = new RunBuilder(_time);

    [Fact]
    public void Of_LegsOnV2_AreThoseOlderThanTheLimitTheYoungestFirst()
    {
        var old = Begin();
        _time.Advance(Tick);
        var young = Begin();
        _time.Advance(Limit);
        Assert.Equal([new OpenLeg(old.Start.RunId, 1_600_001)], Find());
        _time.Advance(Tick);
        Assert.Equal([new OpenLeg(young.Start.RunId, 1_600_001), new OpenLeg(old.Start.RunId, 1_600_002)], Find());
    }

    [Fact]
    public void Of_WhatIsNoEvidence_IsLeftOut()
    {
        Begin(Planner.V1);
        Begin(change: static start => start with { Judge = JudgeMode.Off });
        Begin(change: static start => start with { Reason = SelectionReason.Override });
        Begin(change: static start => start with { Upgrade = true });
        Begin(change: static start => start with { Epoch = 2 });
        Begin(bodyWhole: false);
        Begin().TryTurn(AnswerTurn.CutOver);
        Begin().TryTurn(AnswerTurn.Hedged);
        Begin().TryTurn(AnswerTurn.Failed);
        _time.Advance(Limit * 2);
        Assert.Empty(Find());
        Assert.Single(Find(epoch: 2));
    }

    [Fact]
    public void Of_AnswerThatHasBegunAndDoesNotEnd_Counts()
    {
        Begin().TryTurn(AnswerTurn.Answering);
        _time.Advance(Limit * 2);
        Assert.Single(Find());
    }

    [Fact]
    public async Task Of_LegThatHasEnded_CountsAsWhatItWas()
    {
        var run = Begin();
        _time.Advance(Limit * 2);
        run.Answered(502, new LegEnd(LegFailure.Timeout));
        Assert.Empty(Find());
        await _runs.Observer.SettledAsync(run.Primary, TestContext.Current.CancellationToken);
        Assert.Empty(Find());
    }

    [Fact]
    public void Of_TimeWaitedForTheAgent_IsNotV2s()
    {
        var run = Begin();
        run.TryTurn(AnswerTurn.Answering);
        _time.Advance(TimeSpan.FromSeconds(1));
        run.Primary.Clock.AgentWaitBegan();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Find());
        run.Primary.Clock.AgentWaitEnded();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2_000_000, Assert.Single(Find()).AgeMicros);
    }

    [Fact]
    public void Of_NothingUnderWay_IsEmpty() => Assert.Empty(Find());

    private OpenLeg[] Find(int epoch = 1) => OpenLegs.Of(_runs.Registry, epoch, new Thresholds(), _time.GetTimestamp());

    private Run Begin(Planner assigned = Planner.V2, bool bodyWhole = true, Func<RunStart, RunStart>? change = null)
    {
        var run = _runs.Create(assigned, change: change);
        run.Primary.Clock.MarkSending();
        if (bodyWhole)
            run.RequestPassed();
        return run;
    }
}
