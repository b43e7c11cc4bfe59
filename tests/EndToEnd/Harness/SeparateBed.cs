namespace EndToEnd.Harness;

/// <summary>A sidecar whose guard has a listener of its own.</summary>
internal sealed class SeparateBed : IAsyncDisposable
{
    private SeparateBed(FakePlanner planner, SidecarProcess sidecar)
    {
        Planner = planner;
        Sidecar = sidecar;
    }

    public FakePlanner Planner { get; }

    public SidecarProcess Sidecar { get; }

    public Uri Agents => Sidecar.Addresses.Single(address => address != Guards);

    public Uri Guards => Sidecar.Guard;

    public static async Task<SeparateBed> StartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        var planner = await FakePlanner.StartAsync();
        try
        {
            var settings = new SidecarSettings
            {
                V1 = planner.Address,
                V2 = planner.Address,
                Keys = [("Guard:Urls", "http://127.0.0.1:0")],
            };
            return new SeparateBed(planner, await SidecarProcess.StartAsync(change?.Invoke(settings) ?? settings));
        }
        catch
        {
            await planner.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sidecar.DisposeAsync();
        await Planner.DisposeAsync();
    }
}
