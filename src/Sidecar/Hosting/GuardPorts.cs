using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sidecar.Configuration;
using Sidecar.Guard.Gate;

namespace Sidecar.Hosting;

/// <summary>Tells the guard's gate which ports its own listener got, where the configuration leaves that to the system.</summary>
internal static class GuardPorts
{
    /// <summary>To be called once the listeners are open: the guard's addresses were given last, and the server keeps their order.</summary>
    public static void Tell(IServiceProvider services)
    {
        var listener = services.GetRequiredService<GuardListener>();
        // Ports that the configuration names are known already, in whatever order the server opened them.
        if (!listener.Separate || listener.Addresses.All(static address => ListenAddresses.Port(address) is not 0))
            return;
        var bound = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        listener.Bound(bound.TakeLast(listener.Addresses.Count).Select(static address => BindingAddress.Parse(address).Port));
    }
}
