using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sidecar.Configuration;

namespace Sidecar.Hosting;

/// <summary>The listeners of <c>Guard:Urls</c>, beside the agents'.</summary>
/// <param name="addresses">The addresses as configured, which are sound.</param>
internal sealed class GuardEndpoints(IReadOnlyList<string> addresses)
{
    private readonly List<ListenOptions> _opened = [];

    /// <summary>Opens them by hand: with <c>Kestrel:Endpoints</c> Kestrel listens on no URL at all, and nobody could reach /guard.</summary>
    public void Listen(KestrelServerOptions options)
    {
        foreach (var address in addresses)
        {
            var binding = BindingAddress.Parse(address);
            if (binding.IsUnixPipe)
                options.ListenUnixSocket(binding.UnixPipePath, listen => Open(listen, binding));
            else if (binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
                options.ListenLocalhost(binding.Port, listen => Open(listen, binding));
            else if (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip))
                options.Listen(ip, binding.Port, listen => Open(listen, binding));
            else
                options.ListenAnyIP(binding.Port, listen => Open(listen, binding));
        }
    }

    /// <summary>The ports that they got, once the server listens.</summary>
    /// <param name="bound">Every address that it listens on, those of this class last.</param>
    public IEnumerable<int> Ports(IEnumerable<string> bound) =>
        _opened.Count > 0
            ? _opened.Select(static listen => listen.IPEndPoint?.Port).OfType<int>()
            : bound.TakeLast(addresses.Count).Select(ListenAddresses.Port).OfType<int>();

    private void Open(ListenOptions listen, BindingAddress binding)
    {
        if (binding.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
            listen.UseHttps();
        _opened.Add(listen);
    }
}
