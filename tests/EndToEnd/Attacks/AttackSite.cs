using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A sidecar before two planners that keep every byte.</summary>
internal sealed class AttackSite : IAsyncDisposable
{
    private AttackSite(Bed bed, RecordingPlanner v1, RecordingPlanner v2) => (Bed, V1, V2) = (bed, v1, v2);

    public Bed Bed { get; }

    public RecordingPlanner V1 { get; }

    public RecordingPlanner V2 { get; }

    public Uri Address => Bed.Sidecar.Address;

    public static async Task<AttackSite> StartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        var (v1, v2) = (new RecordingPlanner(), new RecordingPlanner());
        var bed = await Bed.StartAsync(settings =>
        {
            var ours = settings with { V1 = v1.Address, V2 = v2.Address };
            return change?.Invoke(ours) ?? ours;
        });
        return new AttackSite(bed, v1, v2);
    }

    /// <summary>With further keys of yarp.json.</summary>
    public static Task<AttackSite> WithAsync(params (string Key, JsonNode? Value)[] keys) =>
        StartAsync(settings => settings with { Keys = keys });

    /// <summary>The planner whose answer the agent gets.</summary>
    public RecordingPlanner Primary(Seat seat) => seat == Seat.SelectedV2 ? V2 : V1;

    /// <summary>The other one.</summary>
    public RecordingPlanner Beside(Seat seat) => seat == Seat.SelectedV2 ? V1 : V2;

    /// <summary>Sends bytes and reads until the sidecar closes.</summary>
    public Task<string> ExchangeAsync(string bytes) => RawAgent.ExchangeAsync(Address, bytes);

    public async ValueTask DisposeAsync()
    {
        await Bed.DisposeAsync();
        await V1.DisposeAsync();
        await V2.DisposeAsync();
    }
}
