using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Operations;

/// <summary>What a sidecar leaves in the home of who runs it.</summary>
public sealed class HomeTests
{
    [Fact]
    public async Task Run_LeavesNothingThere()
    {
        using var home = new TemporaryFolder();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                Environment = new Dictionary<string, string> { ["HOME"] = home.Path },
            }
        );

        Assert.Equal(200, (await bed.PlanAsync()).Status);

        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }
}
