using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A sidecar whose guard has a name.</summary>
public sealed class HostTrickFixture : IAsyncLifetime
{
    internal Bed Bed { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Bed = await Bed.StartAsync(static settings => settings with { Keys = [("Guard:AllowedHosts", new JsonArray("guard.example"))] });

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
