using System.Net;
using System.Net.Sockets;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>Where a sidecar of the same inputs answers /guard on this machine.</summary>
internal static class ReadyAddresses
{
    private const string Ready = "/guard/health/ready";

    /// <summary>The URLs to ask. A configuration that is broken by now does not matter: the sidecar may run on the last good one.</summary>
    public static IReadOnlyList<Uri> Of(ConfigurationInputs inputs)
    {
        var root = ConfigurationDraft.Of(inputs, YarpJsonReading.Of(inputs.Path)).Root;
        var own = ListenAddresses.Split(root["Guard:Urls"]);
        var addresses = own.Count > 0 ? own : ListenAddresses.Of(root);
        return [.. addresses.Where(static address => ListenAddresses.Problem(address) is null).Select(Local).OfType<Uri>()];
    }

    // A socket file, a pipe and a port that the system chose cannot be asked by URL.
    private static Uri? Local(string address)
    {
        if (ListenAddresses.Port(address) is not > 0)
            return null;
        var binding = BindingAddress.Parse(address);
        return new Uri($"{binding.Scheme}://{Host(binding.Host)}:{binding.Port}{Ready}");
    }

    // Kestrel listens on every interface for any name that is not an address, so loopback reaches it.
    private static string Host(string host)
    {
        if (!IPAddress.TryParse(host, out var ip) || ip.Equals(IPAddress.Any))
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "localhost" : "127.0.0.1";
        if (ip.Equals(IPAddress.IPv6Any))
            return "[::1]";
        return ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();
    }
}
