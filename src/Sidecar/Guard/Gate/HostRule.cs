using System.Net;

namespace Sidecar.Guard.Gate;

/// <summary>
/// Under which Host /guard may be asked for: a page that lets its own name point at this machine could otherwise use the operator's browser.
/// </summary>
internal static class HostRule
{
    /// <summary>Whether the host is a loopback name, an IP address, an allowed name, or none at all (no browser leaves it out).</summary>
    public static bool Allows(HostString host, IReadOnlyList<string> allowed)
    {
        if (!host.HasValue)
            return true;
        var name = host.Host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || IsAddress(name)
            || allowed.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    // TryParse takes "1" and "0x7f.1" for addresses too; browsers write addresses in full, so a name that looks like one is no matter.
    private static bool IsAddress(string name) => IPAddress.TryParse(name.Trim('[', ']'), out _);
}
