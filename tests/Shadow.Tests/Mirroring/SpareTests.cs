using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shadow.Mirroring;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Mirroring;

public class SpareTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunBuilder _runs;

    public SpareTests() => _runs = new RunBuilder(_time);

    [Fact]
    public async Task TryClaim_WholeAnswer_GivesItAtOnce()
    {
        var spare = Create(out _);
        spare.Passed("the "u8);
        spare.Passed("answer"u8);
        spare.Ended();
        Assert.True(spare.TryClaim(out var bytes));
        Assert.Equal("the answer", Encoding.ASCII.GetString(bytes));
        Assert.True((await spare.Rest).Whole);
    }

    [Fact]
    public async Task TryClaim_AnswerStillComing_HandsTheRestOver()
    {
        var spare = Create(out _);
        spare.Passed("first "u8);
        Assert.True(spare.TryClaim(out var bytes));
        Assert.Equal("first ", Encoding.ASCII.GetString(bytes));
        Assert.True(spare.Passed("second "u8));
        var following = spare.HandOverAsync("second "u8, new MemoryStream("third"u8.ToArray()));
        var rest = await spare.Rest;
        Assert.Equal("second ", Encoding.ASCII.GetString(rest.Bytes));
        Assert.NotNull(rest.Stream);
        Assert.False(following.IsCompleted);
        spare.Followed(null);
        await following;
    }

    [Fact]
    public async Task Failed_BeforeItsHead_HasNone()
    {
        var spare = Create(out _);
        spare.Failed();
        Assert.Null(await spare.Head);
    }

    [Fact]
    public async Task Failed_WithinItsAnswer_IsNotWhole()
    {
        var spare = Create(out _);
        spare.Passed("half"u8);
        spare.TryClaim(out _);
        spare.Failed();
        var rest = await spare.Rest;
        Assert.False(rest.Whole);
        Assert.Null(rest.Stream);
    }

    [Fact]
    public void TryClaim_AnswerOverTheCap_IsRefused()
    {
        var spare = Create(out _);
        spare.Passed(new byte[5000]);
        Assert.False(spare.TryClaim(out _));
    }

    [Fact]
    public void Discard_AgentHasItsAnswer_GivesTheMemoryBackAndKeepsNoMore()
    {
        var spare = Create(out _);
        spare.Passed(new byte[100]);
        spare.Discard();
        Assert.False(spare.Passed(new byte[100]));
        Assert.Equal(0, _runs.Budget.Reserved);
        Assert.False(spare.TryClaim(out _));
    }

    [Fact]
    public void Passed_V2SilentForLongerThanTheHedge_TakesTheTurn()
    {
        var spare = Create(out var run, hedgeMs: 100);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        spare.Passed("x"u8);
        Assert.Equal(AnswerTurn.Hedged, run.Turn);
    }

    [Fact]
    public async Task Passed_V2StillHasTime_TakesTheTurnWhenItIsOver()
    {
        var spare = Create(out var run, hedgeMs: 100);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        spare.Passed("x"u8);
        Assert.Equal(AnswerTurn.Open, run.Turn);
        _time.Advance(TimeSpan.FromMilliseconds(60));
        await run.Primary.Ended(TestContext.Current.CancellationToken);
        Assert.Equal(AnswerTurn.Hedged, run.Turn);
    }

    [Fact]
    public void Passed_V2BeganInTime_IsNotHedged()
    {
        var spare = Create(out var run, hedgeMs: 100);
        Assert.True(run.Primary.TryBegin());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        spare.Passed("x"u8);
        Assert.Equal(AnswerTurn.Answering, run.Turn);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public void Passed_V1Failed_V2IsWaitedFor(int status)
    {
        var spare = Create(out var run, hedgeMs: 100);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        spare.Leg.Status = status;
        spare.Passed("x"u8);
        Assert.Equal(AnswerTurn.Open, run.Turn);
    }

    [Fact]
    public void Passed_OverTheCap_V2IsWaitedFor()
    {
        var spare = Create(out var run, hedgeMs: 100);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        spare.Passed(new byte[5000]);
        Assert.Equal(AnswerTurn.Open, run.Turn);
    }

    [Fact]
    public void Failed_BeforeTheHedge_V2IsWaitedFor()
    {
        var spare = Create(out var run, hedgeMs: 100);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        spare.Passed("x"u8);
        spare.Failed();
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(AnswerTurn.Open, run.Turn);
    }

    [Fact]
    public async Task Failed_AfterTheAnswerEnded_IsHedgedWhenItIsTime()
    {
        var spare = Create(out var run, hedgeMs: 100);
        spare.Passed("x"u8);
        spare.Ended();
        spare.Failed();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await run.Primary.Ended(TestContext.Current.CancellationToken);
        Assert.Equal(AnswerTurn.Hedged, run.Turn);
    }

    [Fact]
    public void RequestPassed_HedgingAlone_KeepsASpare()
    {
        _runs.Options = _runs.Options with { Failover = false, CutOver = false };
        Assert.NotNull(Create(out _, hedgeMs: 100));
    }

    [Fact]
    public async Task HandOverAsync_UntilItIsFollowed_IsTheAgentsTime()
    {
        var spare = Create(out _);
        spare.Leg.Clock.MarkSending();
        spare.Leg.Clock.MarkHeaders();
        spare.Passed("x"u8);
        spare.TryClaim(out _);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        var following = spare.HandOverAsync("y"u8, Stream.Null);
        _time.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(TimeSpan.Zero, spare.Leg.Clock.StalledFor(_time.GetTimestamp()));
        spare.Leg.AgentWaitEnded();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        spare.Leg.AnswerEnded();
        Assert.Equal(TimeSpan.FromMilliseconds(15), spare.Leg.Clock.Latency);
        spare.Followed(null);
        await following;
    }

    private Spare Create(out Run run, double hedgeMs = 0)
    {
        _runs.Options = _runs.Options with { HedgeAfter = TimeSpan.FromMilliseconds(hedgeMs) };
        run = _runs.Create(Planner.V2);
        run.Primary.Clock.MarkSending();
        run.Dispatch = new FakeDispatch();
        run.RequestPassed();
        return run.Spare!;
    }
}
