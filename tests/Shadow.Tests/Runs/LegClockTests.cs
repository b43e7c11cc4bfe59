using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;

namespace Shadow.Tests.Runs;

public class LegClockTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LegClock _clock;

    public LegClockTests() => _clock = new LegClock(_time);

    [Fact]
    public void Latency_SlowUpload_IsNotCharged()
    {
        _clock.MarkSending();
        Pass(5000);
        _clock.MarkSent();
        Pass(40);
        _clock.MarkEnded();
        Assert.Equal(40, _clock.Latency.TotalMilliseconds);
    }

    [Fact]
    public void Latency_WithoutABody_CountsFromTheSending()
    {
        _clock.MarkSending();
        Pass(25);
        _clock.MarkEnded();
        Assert.Equal(25, _clock.Latency.TotalMilliseconds);
    }

    [Fact]
    public void Latency_SlowReader_IsNotCharged()
    {
        _clock.MarkSending();
        _clock.MarkSent();
        Pass(10);
        _clock.MarkHeaders();
        Pass(10);
        _clock.AgentWaitBegan();
        Pass(3000);
        _clock.AgentWaitEnded();
        Pass(10);
        _clock.MarkEnded();
        Assert.Equal(30, _clock.Latency.TotalMilliseconds);
        Assert.Equal(10, _clock.Ttfb!.Value.TotalMilliseconds);
    }

    [Fact]
    public void Latency_AnswerBeforeTheRequestHadPassed_IsZero()
    {
        _clock.MarkSending();
        Pass(10);
        _clock.MarkHeaders();
        _clock.MarkEnded();
        Pass(10);
        _clock.MarkSent();
        Assert.Equal(TimeSpan.Zero, _clock.Latency);
        Assert.Equal(TimeSpan.Zero, _clock.Ttfb);
    }

    [Fact]
    public void Latency_StillOpen_IsItsAge()
    {
        _clock.MarkSending();
        Pass(70);
        Assert.Equal(70, _clock.Latency.TotalMilliseconds);
    }

    [Fact]
    public void MarkEnded_Twice_TheFirstCounts()
    {
        _clock.MarkSending();
        Pass(10);
        _clock.MarkEnded();
        Pass(10);
        _clock.MarkEnded();
        Assert.Equal(10, _clock.Latency.TotalMilliseconds);
    }

    [Fact]
    public void SilentFor_UploadGoesOn_StartsAnew()
    {
        Assert.Equal(TimeSpan.Zero, Silent());
        _clock.MarkSending();
        Pass(500);
        Assert.Equal(500, Silent().TotalMilliseconds);
        _clock.MarkProgress();
        Pass(100);
        Assert.Equal(100, Silent().TotalMilliseconds);
        _clock.MarkHeaders();
        Assert.Equal(TimeSpan.Zero, Silent());
    }

    [Fact]
    public void SilentFor_AgentPausesItsUpload_IsNotCharged()
    {
        _clock.MarkSending();
        _clock.MarkAwaitingAgent();
        Pass(60_000);
        Assert.Equal(TimeSpan.Zero, Silent());
        _clock.MarkProgress();
        Pass(100);
        Assert.Equal(100, Silent().TotalMilliseconds);
    }

    private TimeSpan Silent() => _clock.SilentFor(_time.GetTimestamp());

    private void Pass(double milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
