using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>Two sidecars on one store.</summary>
public sealed class TwoSidecarsTests
{
    [Fact]
    public async Task SecondOnTheSameFile_RefusesToStartAndSaysWhoHasIt()
    {
        await using var bed = await Bed.StartAsync();
        var file = Path.Combine(bed.Sidecar.Folder, "data", "sidecar.db");
        var link = Path.Combine(bed.Sidecar.Folder, "linked.db");
        File.CreateSymbolicLink(link, file);
        var settings = new SidecarSettings { V1 = bed.V1.Address, V2 = bed.V2.Address };

        foreach (var name in new[] { file, link })
        {
            var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(
                settings with
                {
                    Keys = [("Storage:ConnectionString", $"Data Source={name}")],
                    Environment = new Dictionary<string, string> { ["GUARD_TOKEN"] = "of-the-test" },
                }
            );

            Assert.Equal(2, exitCode);
            Assert.Empty(output);
            Assert.StartsWith(
                $"The store '{name}' is in use by another sidecar, process {bed.Sidecar.Id} on ",
                error,
                StringComparison.Ordinal
            );
            Assert.Contains("Storage:ConnectionString", error, StringComparison.Ordinal);
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Equal(200, (await bed.PlanAsync()).Status);
        Assert.Equal(200, (await bed.Guard.PutAsync("""{"canary_pct":5}""")).Status);
    }

    [Fact]
    public async Task Rollup_BesideARunningSidecar_Reads()
    {
        await using var bed = await Bed.StartAsync();
        await bed.PlanAsync();
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, 1);

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(
            new SidecarSettings
            {
                V1 = bed.V1.Address,
                V2 = bed.V2.Address,
                Folder = bed.Sidecar.Folder,
                Arguments = ["rollup", "."],
            }
        );

        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public async Task StartRightAfterSigkill_TakesTheStoreAtOnce()
    {
        await using var bed = await Bed.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            bed.Sidecar.Kill();
            await bed.Sidecar.ExitAsync();
            await bed.RestartAsync();
        }

        Assert.Equal(200, (await bed.PlanAsync()).Status);
        Assert.Empty(await bed.Guard.CausesAsync());
    }
}
