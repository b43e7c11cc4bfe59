using Sidecar.Recording;
using Testing;

namespace Sidecar.Tests.Recording;

public sealed class DeletionClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 18, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan FiveYears = TimeSpan.FromDays(5 * 365);

    private readonly SteppingTimeProvider _time = new(Start);
    private readonly DeletionClock _clock;

    public DeletionClockTests() => _clock = new DeletionClock(_time);

    [Fact]
    public void Now_ClockGoesOn_IsTheWallClock()
    {
        _time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(Start.AddDays(40), _clock.Now());
    }

    [Fact]
    public void Now_ClockSetLittleByLittle_IsTheWallClock()
    {
        for (var i = 0; i < 50; i++)
        {
            _time.Step(TimeSpan.FromMinutes(30));
            Assert.Equal(_time.GetUtcNow(), _clock.Now());
        }
    }

    [Fact]
    public void Now_StepForward_IsBelievedAfterADay()
    {
        _time.Step(FiveYears);
        Assert.Equal(Start, _clock.Now());
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(Start.AddHours(23), _clock.Now());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Start + FiveYears + TimeSpan.FromHours(24), _clock.Now());
    }

    [Fact]
    public void Now_StepForwardThatIsTakenBack_WasNeverBelieved()
    {
        _time.Step(FiveYears);
        Assert.Equal(Start, _clock.Now());
        _time.Advance(TimeSpan.FromHours(20));
        _time.Step(-FiveYears);
        Assert.Equal(Start.AddHours(20), _clock.Now());

        // The doubt begins anew.
        _time.Step(FiveYears);
        _clock.Now();
        _time.Advance(TimeSpan.FromHours(10));
        Assert.Equal(Start.AddHours(30), _clock.Now());
    }

    [Fact]
    public void Now_StepBack_IsBelievedAtOnce()
    {
        _time.Step(TimeSpan.FromDays(-3));
        Assert.Equal(Start.AddDays(-3), _clock.Now());
    }
}
