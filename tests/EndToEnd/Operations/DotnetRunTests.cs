using System.Diagnostics;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Operations;

/// <summary>The first command of the README, from the sources.</summary>
public sealed class DotnetRunTests
{
    [Fact]
    public async Task Run_WithoutAFile_LooksForItInTheCurrentFolder()
    {
        using var folder = new TemporaryFolder();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "run", "--no-build", "-c", configuration, "--project", Repository.Path("src/Sidecar") })
            start.ArgumentList.Add(argument);
        SidecarProgram.CleanEnvironment(start);

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((2, ""), (process.ExitCode, await output));
        Assert.Contains($"{folder.File("yarp.json")}: there is no such file", error, StringComparison.Ordinal);
    }
}
