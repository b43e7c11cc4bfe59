using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A sidecar for each kind of sticky key, at fifty percent.</summary>
public sealed class StickyKeyFixture : IAsyncLifetime
{
    private const string Transform = "ReverseProxy:Routes:planner:Transforms:0:StickyKey";

    private readonly Dictionary<string, AttackSite> _sites = [];
    private int _mark;

    public async ValueTask InitializeAsync()
    {
        foreach (var stickyKey in new[] { "header:X-User-Id", "cookie:user", "query:user" })
            _sites[stickyKey] = await StartAsync(stickyKey);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values)
            await site.DisposeAsync();
    }

    internal static Task<AttackSite> StartAsync(string stickyKey) =>
        AttackSite.StartAsync(settings => settings with { CanaryPct = 50, Keys = [(Transform, stickyKey)] });

    internal AttackSite At(string stickyKey) => _sites[stickyKey];

    /// <summary>A name that no other request of the class has.</summary>
    internal string Mark() => $"m{Interlocked.Increment(ref _mark):d4}x";

    /// <summary>The hashes under which the runs of a mark are recorded, once there are so many; null for a run without a key.</summary>
    internal static async Task<IReadOnlyList<string?>> HashesAsync(AttackSite site, string mark, int runs)
    {
        var recorded = await Patience.UntilAsync(
            async () => (await site.Bed.Guard.AllRunsAsync("")).Where(run => (string)run["request"]!["path"]! == "/" + mark).ToList(),
            seen => seen.Count >= runs,
            seen => $"{runs} runs of {mark} in the record, which holds {seen.Count}"
        );
        Assert.Equal(runs, recorded.Count);
        return [.. recorded.Select(static run => (string?)run["request"]!["sticky_key_hash"])];
    }
}
