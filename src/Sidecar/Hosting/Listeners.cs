using Sidecar.Configuration;
using Sidecar.Guard.Gate;

namespace Sidecar.Hosting;

/// <summary>Kestrel, as the configuration says.</summary>
internal static class Listeners
{
    /// <summary>Adds the agents' listener, and the guard's own where there is one.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, StartedConfiguration started)
    {
        var ofTheGuard = ListenAddresses.Split(started.Checked.Options.Guard.Urls);
        var guard = new GuardEndpoints(ofTheGuard);
        builder.Services.AddSingleton(guard);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(
            (context, options) =>
            {
                options.AddServerHeader = false;
                // Bodies pass through as they come, of any size: what is captured of them has bounds of its own.
                options.Limits.MaxRequestBodySize = null;
                options.Configure(context.Configuration.GetSection("Kestrel"));
                if (ListenAddresses.FromEndpoints(context.Configuration))
                    guard.Listen(options);
            }
        );
        builder.Services.AddRoutingCore();
        if (!ListenAddresses.FromEndpoints(builder.Configuration))
            builder.WebHost.UseUrls([.. ListenAddresses.Of(builder.Configuration), .. ofTheGuard]);
    }

    /// <summary>Tells the guard, once the server listens, which ports are its own: a port 0 is the system's to choose.</summary>
    public static void TellGuard(this WebApplication app)
    {
        var listener = app.Services.GetRequiredService<GuardListener>();
        var endpoints = app.Services.GetRequiredService<GuardEndpoints>();
        if (listener.Separate)
            app.Lifetime.ApplicationStarted.Register(() => listener.Bound(endpoints.Ports(app.Urls)));
    }
}
