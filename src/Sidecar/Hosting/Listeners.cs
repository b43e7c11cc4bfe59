using Microsoft.AspNetCore.Connections;
using Sidecar.Configuration;
using Sidecar.Routing;

namespace Sidecar.Hosting;

/// <summary>Kestrel, as the configuration says.</summary>
internal static class Listeners
{
    private const string NoBareLineFeed = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    /// <summary>Adds the agents' listener, and the guard's own where there is one.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, StartedConfiguration started)
    {
        var guardUrls = started.Checked.Options.Guard.Urls;
        // A line ends with CR LF. Servers that take LF alone see headers where others see the rest of a value.
        AppContext.SetSwitch(NoBareLineFeed, true);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        BoundedServer.Decorate(builder.Services);
        builder.Services.AddSingleton<ConnectionUses>();
        builder.Services.AddSingleton<IConnectionListenerFactory, LastingListenerFactory>();
        builder.WebHost.ConfigureKestrel(
            (context, options) =>
            {
                options.AddServerHeader = false;
                options.RequestHeaderEncodingSelector = static _ => PlannerConnections.HeaderBytes;
                options.ResponseHeaderEncodingSelector = static _ => PlannerConnections.HeaderBytes;
                ListenerLimits.Apply(context.Configuration, options.Limits);
                options.Configure(Endpoints(context.Configuration.GetSection("Kestrel"), guardUrls));
            }
        );
        builder.Services.AddRoutingCore();
        var urls = ListenAddresses.Of(builder.Configuration).Concat(ListenAddresses.Split(guardUrls));
        builder.WebHost.UseUrls([.. urls]);
    }

    // Where the file names endpoints, addresses are not looked at: the guard's become endpoints too, after the file's.
    private static IConfiguration Endpoints(IConfigurationSection kestrel, string? guardUrls)
    {
        if (guardUrls is null || !kestrel.GetSection("Endpoints").GetChildren().Any())
            return kestrel;
        var own = ListenAddresses
            .Split(guardUrls)
            .Select(static (url, i) => KeyValuePair.Create<string, string?>($"Endpoints:~guard-{i}:Url", url));
        return new ConfigurationBuilder().AddConfiguration(kestrel).AddInMemoryCollection(own).Build();
    }
}
