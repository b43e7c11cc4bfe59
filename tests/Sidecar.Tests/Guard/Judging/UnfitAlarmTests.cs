using Sidecar.Guard;
using Sidecar.Guard.Judging;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Guard.Judging;

public sealed class UnfitAlarmTests
{
    private readonly HealthState _health = new();
    private readonly CollectingLogger<UnfitAlarm> _log = new();
    private readonly UnfitAlarm _alarm;

    public UnfitAlarmTests() => _alarm = new UnfitAlarm(_health, _log);

    [Fact]
    public void Set_On_DegradesHealthAndSaysSoOnce()
    {
        for (var i = 0; i < 5; i++)
            _alarm.Set(true);
        Assert.Contains("POST /guard/rollback acts all the same", _health.Causes["v1_unfit"], StringComparison.Ordinal);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Set_OffAndOnAgain_RecoversAndSaysItAnew()
    {
        _alarm.Set(false);
        Assert.True(_health.Healthy);
        _alarm.Set(true);
        _alarm.Set(false);
        Assert.True(_health.Healthy);
        _alarm.Set(true);
        Assert.False(_health.Healthy);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Set_ManyThreads_EndsAsTheLastOneSaid()
    {
        await Parallel.ForAsync(
            0,
            2_000,
            (i, _) =>
            {
                _alarm.Set(i % 2 == 0);
                return ValueTask.CompletedTask;
            }
        );
        _alarm.Set(true);
        Assert.False(_health.Healthy);
        _alarm.Set(false);
        Assert.True(_health.Healthy);
    }
}
