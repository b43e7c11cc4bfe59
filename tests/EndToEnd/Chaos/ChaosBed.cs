using System.Text.Json.Nodes;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;
using Testing;

namespace EndToEnd.Chaos;

/// <summary>A sidecar whose guard does not judge, between agents and two planners that work until they are told otherwise.</summary>
internal sealed class ChaosBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SidecarSettings _settings = null!;
    private readonly Stack<Func<ValueTask>> _owned = [];
    private bool _v2Gone;

    public FaultyPlanner V1 { get; } = Planner("v1");

    public FaultyPlanner V2 { get; } = Planner("v2");

    public SidecarProcess Sidecar { get; private set; } = null!;

    public GuardClient Guard { get; private set; } = null!;

    /// <summary>Changes of yarp.json that were taken over.</summary>
    public int Reloads { get; private set; }

    public static async Task<ChaosBed> StartAsync(double canaryPct, params (string Key, JsonNode? Value)[] keys)
    {
        var bed = new ChaosBed();
        try
        {
            bed._settings = new SidecarSettings
            {
                V1 = bed.V1.Address,
                V2 = bed.V2.Address,
                CanaryPct = canaryPct,
                Folder = bed._folder.Path,
                Environment = Unjudged.Environment,
                Keys = keys,
            };
            bed.Sidecar = await SidecarProcess.StartAsync(bed._settings);
            bed.Guard = new GuardClient(bed.Sidecar.Guards, bed.Sidecar.Token);
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends something with <see cref="ReleaseAsync"/>, or with the bed.</summary>
    public void Owns(Func<ValueTask> end) => _owned.Push(end);

    /// <summary>Ends what the bed owns.</summary>
    public async Task ReleaseAsync()
    {
        while (_owned.TryPop(out var end))
            await end();
    }

    /// <summary>Takes v2 away: its port refuses connections, and those that were open are closed.</summary>
    public async Task EndV2Async()
    {
        _v2Gone = true;
        await V2.DisposeAsync();
    }

    /// <summary>Changes yarp.json and waits until the change is taken over.</summary>
    public async Task ReloadAsync(Func<SidecarSettings, SidecarSettings> change)
    {
        _settings = change(_settings);
        await File.WriteAllTextAsync(Path.Combine(Sidecar.Folder, "yarp.json"), _settings.ToYarpJson());
        var applied = ++Reloads;
        await Patience.UntilAsync(
            Guard.MetricsAsync,
            metrics => metrics["planner_config_reload_total{result=\"applied\"}"] >= applied,
            _ => $"reload {applied} of yarp.json\n{Sidecar.Log}"
        );
    }

    /// <summary>Waits until every run is in the ledger and nothing is open or waits to be written. Answers the metrics.</summary>
    public Task<MetricsReading> SettlesAsync() =>
        Patience.UntilAsync(
            Guard.MetricsAsync,
            static metrics =>
                metrics.Sum("planner_shadow_total") == metrics.Sum("planner_selection_total")
                && metrics["planner_shadow_inflight"] == 0
                && metrics["planner_audit_queue"] == 0,
            static metrics => $"the ledger balances and nothing waits\n{metrics.Show("planner_")}"
        );

    /// <summary>Runs that the audit log holds.</summary>
    public int Recorded() => int.Parse(AuditFile.Query(Sidecar.Folder, "SELECT count(*) FROM runs")[0][0], null);

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        Guard?.Dispose();
        if (Sidecar is not null)
            await Sidecar.DisposeAsync();
        await V1.DisposeAsync();
        if (!_v2Gone)
            await V2.DisposeAsync();
        _folder.Dispose();
    }

    private static FaultyPlanner Planner(string name) =>
        FaultyPlanner.Start(null, request => ChaosPlans.Of(ChaosPlans.Id(request.Text), name));
}
