using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A sidecar whose guard asks for no token.</summary>
public sealed class CrossSiteFixture : IAsyncLifetime
{
    private int _percent;

    internal Bed Bed { get; private set; } = null!;

    /// <summary>A percent that was not in force before: what is the same already is no change.</summary>
    internal int AnotherPercent() => Interlocked.Increment(ref _percent);

    public async ValueTask InitializeAsync() =>
        Bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Guard:Auth", "none")],
                Environment = new Dictionary<string, string> { ["GUARD_TOKEN"] = "unused" },
            }
        );

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
