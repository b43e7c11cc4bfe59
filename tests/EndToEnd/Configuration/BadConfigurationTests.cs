using EndToEnd.Harness;

namespace EndToEnd.Configuration;

/// <summary>What stops the start: one message with every fault, exit code 2.</summary>
public sealed class BadConfigurationTests
{
    private static readonly SidecarSettings Settings = new() { V1 = "http://127.0.0.1:9", V2 = "http://127.0.0.1:9" };

    [Fact]
    public async Task Start_ThreeFaults_NamesAllThreeWithTheirKeysAndExits2()
    {
        var settings = Settings with { Keys = [("Shadow:Percent", 150), ("Canary:Sallt", "x"), ("Regress:MinSample", "many")] };

        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(settings);

        Assert.Equal(2, exitCode);
        Assert.Contains("3 faults", error, StringComparison.Ordinal);
        Assert.Matches("Shadow:Percent: .*150.*0 to 100", error);
        Assert.Matches("Canary:Sallt: .*Salt", error);
        Assert.Matches("Regress:MinSample: .*many.*1 to 1,000,000", error);
        Assert.DoesNotContain("listens", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FaultsOfFileAndEnvironment_NamesBoth()
    {
        var settings = Settings with
        {
            Keys = [("ReverseProxy:Clusters:v2", null)],
            Environment = new Dictionary<string, string> { ["REGRESS_MAX_ERROR_RATE"] = "five", ["GUARD_TOKEN"] = "" },
        };

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(settings);

        Assert.Equal(2, exitCode);
        Assert.Contains("3 faults", error, StringComparison.Ordinal);
        Assert.Contains("REGRESS_MAX_ERROR_RATE", error, StringComparison.Ordinal);
        Assert.Contains("GUARD_TOKEN", error, StringComparison.Ordinal);
        Assert.Contains("v2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoYarpJson_SaysSoAndExits2()
    {
        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(Settings with { YarpJson = "" });

        Assert.Equal(2, exitCode);
        Assert.Contains("yarp.json", error, StringComparison.Ordinal);
        Assert.Contains("there is no such file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnreadableYarpJson_SaysSoAndExits2()
    {
        // A folder in the file's place cannot be read by anybody, root too.
        using var folder = new Testing.TemporaryFolder();
        Directory.CreateDirectory(folder.File("yarp.json"));

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(Settings with { YarpJson = "", Folder = folder.Path });

        Assert.Equal(2, exitCode);
        Assert.Contains("cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BrokenJson_SaysWhereAndExits2()
    {
        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(Settings with { YarpJson = "{\n  \"ReverseProxy\": oops\n}" });

        Assert.Equal(2, exitCode);
        Assert.Matches("(?i)line 2", error);
    }
}
