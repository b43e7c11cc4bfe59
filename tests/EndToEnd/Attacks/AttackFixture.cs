using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Two sidecars for the tests of a class that change nothing of them: one whose answers come from v1, and one from v2.</summary>
public sealed class AttackFixture : IAsyncLifetime
{
    private readonly Dictionary<Seat, AttackSite> _sites = [];
    private int _mark;

    public async ValueTask InitializeAsync()
    {
        foreach (var seat in new[] { Seat.SelectedV1, Seat.SelectedV2 })
            _sites[seat] = await AttackSite.StartAsync(settings => settings with { CanaryPct = seat == Seat.SelectedV2 ? 100 : 0 });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values)
            await site.DisposeAsync();
    }

    /// <summary>The sidecar whose answers come from there.</summary>
    internal AttackSite At(Seat seat) => _sites[seat];

    /// <summary>A name that no other request of the class has.</summary>
    internal string Mark() => $"m{Interlocked.Increment(ref _mark):d4}x";
}
