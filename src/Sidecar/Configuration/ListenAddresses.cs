using System.Net;

namespace Sidecar.Configuration;

/// <summary>Where the sidecar listens, as Kestrel will understand it.</summary>
internal static class ListenAddresses
{
    /// <summary>Where nobody says anything: loopback alone.</summary>
    public const string Default = "http://127.0.0.1:8000";

    /// <summary>The addresses of the agents' listener, as written: those of <c>Kestrel:Endpoints</c>, else Urls, else ports, else the default.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration)
    {
        if (FromEndpoints(configuration))
            return Endpoints(configuration);
        var urls = Split(configuration["Urls"]);
        if (urls.Count > 0)
            return urls;
        var ports = Split(configuration["HTTP_PORTS"])
            .Select(static port => "http://*:" + port)
            .Concat(Split(configuration["HTTPS_PORTS"]).Select(static port => "https://*:" + port))
            .ToList();
        return ports.Count > 0 ? ports : [Default];
    }

    /// <summary>The key that <see cref="Of"/> takes the agents' addresses from.</summary>
    public static string KeyOf(IConfiguration configuration) => FromEndpoints(configuration) ? "Kestrel:Endpoints" : "Urls";

    /// <summary>The addresses of a list separated by <c>;</c>.</summary>
    public static IReadOnlyList<string> Split(string? urls) =>
        urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Why an address cannot be listened on; null where it can.</summary>
    public static string? Problem(string address)
    {
        const string Allowed = "allowed is an address such as http://127.0.0.1:8000 or https://*:8443";
        try
        {
            var binding = BindingAddress.Parse(address);
            if (!Same(binding.Scheme, "http") && !Same(binding.Scheme, "https"))
                return $"{SettingsReader.Quote(address)} is neither http nor https; {Allowed}";
            if (binding.PathBase.Length > 0)
                return $"{SettingsReader.Quote(address)} has a path; {Allowed}";
            return binding.Port is < 0 or > ushort.MaxValue || HoldsItsPort(binding)
                ? $"{SettingsReader.Quote(address)} has no port from 0 to 65535; {Allowed}"
                : null;
        }
        catch (FormatException)
        {
            return $"{SettingsReader.Quote(address)} is no address; {Allowed}";
        }
    }

    /// <summary>True where only this machine can reach an address, which <see cref="Problem"/> found nothing wrong with.</summary>
    public static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        if (binding.IsUnixPipe || binding.IsNamedPipe || Same(binding.Host, "localhost"))
            return true;
        // Kestrel listens everywhere for any other name, so only addresses count.
        return IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip);
    }

    /// <summary>The TCP port; null for a socket file or a pipe.</summary>
    public static int? Port(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe ? null : binding.Port;
    }

    // A port that is no number is taken for a part of the name, and for a name Kestrel listens on port 80 of every interface.
    private static bool HoldsItsPort(BindingAddress binding) =>
        !binding.IsUnixPipe
        && !binding.IsNamedPipe
        && binding.Host.Contains(':', StringComparison.Ordinal)
        && !IPAddress.TryParse(binding.Host, out _);

    private static bool FromEndpoints(IConfiguration configuration)
    {
        var preferUrls = bool.TryParse(configuration["PreferHostingUrls"], out var prefer) && prefer;
        return Endpoints(configuration).Count > 0 && !(preferUrls && Split(configuration["Urls"]).Count > 0);
    }

    private static List<string> Endpoints(IConfiguration configuration) =>
        [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"]).OfType<string>()];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
