using System.Net;

namespace Sidecar.Guard.Access;

/// <summary>Where the guard may be open to everyone who reaches it: on loopback alone.</summary>
internal static class GuardAuthRules
{
    /// <summary>The fault of a configuration that opens the guard to the network; null where there is none.</summary>
    /// <param name="auth">Guard:Auth.</param>
    /// <param name="urls">The addresses on which /guard is served.</param>
    public static string? CheckAddresses(GuardAuth auth, IEnumerable<string> urls)
    {
        if (auth != GuardAuth.None)
            return null;
        var open = urls.Where(static url => !IsLocal(url)).ToList();
        return open.Count == 0
            ? null
            : $"Guard:Auth is none, which is allowed on loopback addresses only, but /guard would be served on {string.Join(", ", open)}. "
                + "Set Guard:Auth to token, or serve it on 127.0.0.1, [::1] or localhost (--urls, or Guard:Urls for a listener of its own).";
    }

    private static bool IsLocal(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url.Trim());
        }
        catch (FormatException)
        {
            return false;
        }

        if (address.IsUnixPipe || address.IsNamedPipe || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip);
    }
}
