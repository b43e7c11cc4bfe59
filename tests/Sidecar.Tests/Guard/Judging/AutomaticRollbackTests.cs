namespace Sidecar.Tests.Guard.Judging;

/// <summary>What becomes of a rollback that the guard asks for by itself.</summary>
public sealed class AutomaticRollbackTests
{
    [Fact]
    public async Task RollBack_EvidenceThatCannotBeWritten_IsStoredWithout()
    {
        using var bed = await JudgingBed.StartedAsync();

        _ = bed.Controller.RollBack(1, ["cost"], static () => throw new InvalidOperationException("a bug"), out _);

        await bed.FlushAsync();
        Assert.True(bed.State.KillSwitch);
        Assert.True(bed.Settings.Settings!.KillSwitch);
        var entry = Assert.Single(bed.Settings.History, static entry => entry.Kind == "rollback");
        Assert.Equal(("cost", null), (entry.Reason, entry.EvidenceJson));
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 100, false)]
    [InlineData(0, 100, false)]
    [InlineData(1, 100, true)]
    public async Task RollBack_EpochOfTheBreachAndTraffic_DecideWhetherItActs(int epoch, double canaryPct, bool acts)
    {
        using var bed = await JudgingBed.StartedAsync(canaryPct: canaryPct);
        Assert.Equal(acts, bed.Controller.RollBack(epoch, ["cost"], static () => null, out var flippedAt) is not null);
        Assert.Equal((acts, acts ? 1 : 0), (bed.State.KillSwitch, bed.Metrics.RollbackAuto.Value));
        Assert.Equal(acts, flippedAt != 0);
    }
}
