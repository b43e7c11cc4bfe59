using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>yarp.json changed while agents ask: none of them notices.</summary>
public sealed class ReloadTests
{
    private const string Applied = "planner_config_reload_total{result=\"applied\"}";
    private const string Refused = "planner_config_reload_total{result=\"refused\"}";

    [Fact]
    public async Task Change_UnderLoad_IsTakenOverWithoutARestart()
    {
        await using var bed = await Bed.StartAsync();
        await using var third = await FakePlanner.StartAsync();
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 8);
        await traffic.MoreAsync(50);
        Assert.Equal(1600, await LatencyBoundAsync(bed));

        await WriteAsync(
            bed,
            new SidecarSettings
            {
                V1 = third.Address,
                V2 = bed.V2.Address,
                Keys = [("Shadow:Percent", 0), ("Regress:MaxLatencyP95Ms", 900)],
            }.ToYarpJson()
        );
        await CountsAsync(bed, Applied, 1);
        var before = bed.V1.Count;
        await traffic.MoreAsync(8 + 50);
        var answers = await traffic.StopAsync();

        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        Assert.True(third.Primaries >= 50, $"the new address got {third.Primaries} requests");
        // Those that were under way when it changed.
        Assert.InRange(bed.V1.Count - before, 0, 8);
        Assert.Equal(900, await LatencyBoundAsync(bed));
        var metrics = await bed.Guard.LedgerSettlesAsync(answers.Count);
        Assert.True(metrics.Outcome("disabled") >= 50, metrics.Show("planner_shadow_total"));
    }

    [Fact]
    public async Task BrokenEmptyAndDeletedFile_UnderLoad_LeaveTheLastGoodInForce()
    {
        await using var bed = await Bed.StartAsync();
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 8);
        var file = Path.Combine(bed.Sidecar.Folder, "yarp.json");
        var good = await File.ReadAllTextAsync(file);

        await WriteAsync(bed, good[..(good.Length / 2)]);
        await CountsAsync(bed, Refused, 1);
        Assert.Equal(["config_refused"], await bed.Guard.CausesAsync());
        await traffic.MoreAsync(50);
        await WriteAsync(bed, "");
        await CountsAsync(bed, Refused, 2);
        await traffic.MoreAsync(50);
        File.Delete(file);
        await CountsAsync(bed, Refused, 3);
        await traffic.MoreAsync(50);
        // Sound as JSON, without a route to v2: refused as a whole, its other values too.
        await WriteAsync(
            bed,
            new SidecarSettings
            {
                V1 = bed.V1.Address,
                V2 = bed.V2.Address,
                Keys = [("ReverseProxy:Clusters:v2", null), ("Regress:MaxLatencyP95Ms", 900)],
            }.ToYarpJson()
        );
        await CountsAsync(bed, Refused, 4);
        Assert.Equal(1600, await LatencyBoundAsync(bed));
        Assert.Equal(["config_refused"], await bed.Guard.CausesAsync());
        Assert.Contains("the last good configuration stays in force", bed.Sidecar.Log, StringComparison.Ordinal);

        await WriteAsync(bed, good);
        await CountsAsync(bed, Applied, 1);
        Assert.Empty(await bed.Guard.CausesAsync());
        await traffic.MoreAsync(8 + 50);
        var answers = await traffic.StopAsync();
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
    }

    private static Task WriteAsync(Bed bed, string text) => File.WriteAllTextAsync(Path.Combine(bed.Sidecar.Folder, "yarp.json"), text);

    private static Task<MetricsReading> CountsAsync(Bed bed, string series, int count) =>
        Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            reading => reading[series] >= count,
            reading => $"{series} {count}; there is\n{reading.Show("planner_config_reload_total")}\n{bed.Sidecar.Log}"
        );

    private static async Task<double> LatencyBoundAsync(Bed bed) =>
        (double)(await bed.Guard.StatusAsync())["thresholds"]!["max_latency_p95_ms"]!;
}
