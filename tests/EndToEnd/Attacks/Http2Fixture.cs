namespace EndToEnd.Attacks;

/// <summary>A sidecar that speaks HTTP/2 without TLS to its agents.</summary>
public sealed class Http2Fixture : IAsyncLifetime
{
    private int _mark;

    internal AttackSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await StartAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Another one, for tests that burden it.</summary>
    internal static Task<AttackSite> StartAsync() =>
        AttackSite.StartAsync(static settings =>
            settings with
            {
                Arguments = [],
                // The second is the operators': they speak HTTP/1.1.
                Keys =
                [
                    ("Kestrel:Endpoints:agents:Url", "http://127.0.0.1:0"),
                    ("Kestrel:Endpoints:agents:Protocols", "Http2"),
                    ("Kestrel:Endpoints:operators:Url", "http://127.0.0.1:0"),
                ],
            }
        );

    /// <summary>A name that no other request of the class has.</summary>
    internal string Mark() => $"m{Interlocked.Increment(ref _mark):d4}x";
}
