using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>What a person finds in the log.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Log_FromStartToEnd_HoldsNoDebugLines()
    {
        await using var bed = await Bed.StartAsync();
        await bed.PlanAsync();

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.Contains("The sidecar listens on ", bed.Sidecar.Log, StringComparison.Ordinal);
        Assert.All(bed.Sidecar.Log.Split('\n'), static line => Assert.Matches("^[0-9T:.-]+Z (info|warn|fail|crit): ", line));
    }
}
