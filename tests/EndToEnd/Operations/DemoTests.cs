using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>The demo, in the program itself.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Once_Plain_TellsTheStoryAndExitsWith0()
    {
        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(
            // It needs no configuration of ours.
            new SidecarSettings
            {
                V1 = "http://127.0.0.1:9",
                V2 = "http://127.0.0.1:9",
                YarpJson = "",
                Arguments = ["demo", "--once", "--plain"],
            }
        );

        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{error}");
        Assert.Contains("kill switch", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001b', output);
    }
}
