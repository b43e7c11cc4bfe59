namespace EndToEnd.Attacks;

/// <summary>A sidecar whose guard has a listener of its own.</summary>
public sealed class SeparateGuardFixture : IAsyncLifetime
{
    internal AttackSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await AttackSite.WithAsync(("Guard:Urls", "http://127.0.0.1:0"));

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
