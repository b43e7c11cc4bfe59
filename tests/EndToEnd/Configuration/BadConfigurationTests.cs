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

    [Fact]
    public async Task Change_Broken_IsRefusedAndTheLastGoodConfigurationServes()
    {
        await using var bed = await Bed.StartAsync();

        await File.WriteAllTextAsync(Path.Combine(bed.Sidecar.Folder, "yarp.json"), "{ \"ReverseProxy\": ");
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => metrics["planner_config_reload_total{result=\"refused\"}"] > 0,
            static metrics => "a refused reload\n" + metrics.Show("planner_config")
        );

        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);
    }

    [Fact]
    public async Task Change_Good_IsTakenWithoutARestart()
    {
        await using var bed = await Bed.StartAsync();
        var changed = new SidecarSettings
        {
            V1 = bed.V2.Address,
            V2 = bed.V1.Address,
            Keys = [("Shadow:Percent", 0)],
        };

        await File.WriteAllTextAsync(Path.Combine(bed.Sidecar.Folder, "yarp.json"), changed.ToYarpJson());
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => metrics["planner_config_reload_total{result=\"applied\"}"] > 0,
            static metrics => "an applied reload\n" + metrics.Show("planner_config")
        );
        await bed.PlanAsync();

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("disabled"));
        Assert.Equal((0, 1), (bed.V1.Count, bed.V2.Count));
    }
}
