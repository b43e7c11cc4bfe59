using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>One sidecar for the tests of a class that change nothing of it.</summary>
public sealed class GuardFixture : IAsyncLifetime
{
    internal Bed Bed { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 12.5 });

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
