namespace Sidecar.Configuration;

/// <summary>What is read at the start only: a change of it waits for the next one.</summary>
internal static class RestartOnly
{
    // Listeners are opened once. These are ASP.NET's own, so they are compared as they are written.
    private static readonly string[] Listeners = ["Kestrel", "Urls", "PreferHostingUrls", "HTTP_PORTS", "HTTPS_PORTS"];

    /// <summary>The keys in which a configuration differs from the start's and that a running sidecar does not take over.</summary>
    public static IReadOnlyList<string> Differing(StartedConfiguration started, ConfigurationDraft draft, SidecarOptions next)
    {
        var first = started.Checked.Options;
        (string Key, bool Differs)[] own =
        [
            ("Storage:ConnectionString", first.Storage.ConnectionString != next.Storage.ConnectionString),
            ("Guard:Auth", first.Guard.Auth != next.Guard.Auth),
            ("Guard:Urls", first.Guard.Urls != next.Guard.Urls),
            ("Guard:TokenFile", first.Guard.TokenFile != next.Guard.TokenFile),
        ];
        return
        [
            .. own.Where(static pair => pair.Differs).Select(static pair => pair.Key),
            .. Listeners.Where(key => !Same(key, started.Draft, draft)),
        ];
    }

    /// <summary>The next options with what is in force for good.</summary>
    public static SidecarOptions Keep(SidecarOptions started, SidecarOptions next) =>
        next with
        {
            Storage = next.Storage with { ConnectionString = started.Storage.ConnectionString },
            Guard = next.Guard with { Auth = started.Guard.Auth, Urls = started.Guard.Urls, TokenFile = started.Guard.TokenFile },
        };

    private static bool Same(string key, ConfigurationDraft a, ConfigurationDraft b) => Within(key, a).SequenceEqual(Within(key, b));

    private static IEnumerable<(string Key, string? Value)> Within(string key, ConfigurationDraft draft) =>
        draft
            .Data.Where(pair =>
                pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
                || pair.Key.StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
            )
            .Where(static pair => pair.Value is not null)
            .Select(static pair => (pair.Key.ToUpperInvariant(), pair.Value))
            .Order();
}
