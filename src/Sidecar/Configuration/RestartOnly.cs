namespace Sidecar.Configuration;

/// <summary>What is read at the start only: a change of it waits for the next one.</summary>
internal static class RestartOnly
{
    private static readonly string[] Keys = ["Storage:ConnectionString", "Guard:Urls", "Guard:Auth", "Guard:TokenFile"];

    // Listeners are opened once.
    private static readonly string[] Sections = ["Kestrel", "Urls", "PreferHostingUrls", "HTTP_PORTS", "HTTPS_PORTS"];

    /// <summary>The keys in which two configurations differ and that a running sidecar does not take over.</summary>
    public static IReadOnlyList<string> Differing(ConfigurationDraft started, ConfigurationDraft next) =>
        [.. Keys.Concat(Sections).Where(key => !Same(key, started, next))];

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
