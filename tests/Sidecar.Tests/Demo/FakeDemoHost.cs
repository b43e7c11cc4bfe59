using Sidecar.Demo;

namespace Sidecar.Tests.Demo;

/// <summary>Starts a fake sidecar, and remembers what was asked of it.</summary>
internal sealed class FakeDemoHost(FakeFaults? faults = null, Exception? refusal = null) : IDemoHost
{
    public DemoSidecarSettings? Settings { get; private set; }

    public FakeSidecar? Sidecar { get; private set; }

    public async Task<IDemoSidecar> StartAsync(DemoSidecarSettings settings, CancellationToken ct)
    {
        Settings = settings;
        await File.WriteAllTextAsync(Path.Combine(settings.DataFolder, "sidecar.db"), "data", ct);
        if (refusal is not null)
            throw refusal;
        return Sidecar = await FakeSidecar.StartAsync(faults, () => settings.V2.Tuning);
    }
}
