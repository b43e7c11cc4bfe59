using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sidecar.Guard.Gate;

namespace Sidecar.Hosting;

/// <summary>Tells the guard's gate which ports its own listener got, where the configuration leaves that to the system.</summary>
internal static class GuardPorts
{
    /// <summary>To be called once the listeners are open: the guard's addresses were given last, and the server keeps their order.</summary>
    public static void Tell(IServiceProvider services)
    {
        var listener = services.GetRequiredService<GuardListener>();
        if (!listener.Separate)
            return;
        var bound = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        listener.Bound(bound.TakeLast(listener.Addresses.Count).Select(static address => BindingAddress.Parse(address).Port));
    }
}
