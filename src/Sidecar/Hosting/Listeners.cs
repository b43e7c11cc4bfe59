using Sidecar.Configuration;

namespace Sidecar.Hosting;

/// <summary>Kestrel, as the configuration says.</summary>
internal static class Listeners
{
    /// <summary>Adds the agents' listener, and the guard's own where there is one.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, StartedConfiguration started)
    {
        var guardUrls = started.Checked.Options.Guard.Urls;
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(
            (context, options) =>
            {
                options.AddServerHeader = false;
                // Bodies pass through as they come, of any size: what is captured of them has bounds of its own.
                options.Limits.MaxRequestBodySize = null;
                options.Configure(context.Configuration.GetSection("Kestrel"));
            }
        );
        builder.Services.AddRoutingCore();
        var urls = ListenAddresses.Of(builder.Configuration).Concat(ListenAddresses.Split(guardUrls));
        builder.WebHost.UseUrls([.. urls]);
    }
}
