using Sidecar.Routing;

namespace Sidecar.Configuration;

/// <summary>Puts the configuration into a host.</summary>
internal static class ConfigurationStage
{
    /// <summary>
    /// Makes the checked configuration the host's only one, gives it to YARP, and takes good changes of the file over while the host runs.
    /// The host must bring <see cref="TimeProvider"/>, <see cref="Metrics.SidecarMetrics"/> and <see cref="Guard.HealthState"/>.
    /// </summary>
    public static void AddConfiguration(this WebApplicationBuilder builder, StartedConfiguration started)
    {
        // Whatever the builder brought is laid over the file already, in the order that is promised.
        builder.Configuration.Sources.Clear();
        builder.Configuration.Sources.Add(started.Provider);
        builder.Services.AddSingleton(started);
        builder.Services.AddSingleton(started.Checked.Tokens);
        builder.Services.AddSingleton(new LiveOptions(started.Checked.Options));
        builder.Services.AddSingleton<ConfigurationReload>();
        builder.Services.AddSingleton(static services => new YarpJsonWatch(
            services.GetRequiredService<StartedConfiguration>().Inputs.Path,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<YarpJsonWatch>>()
        ));
        builder.Services.AddHostedService<ConfigurationReloadLoop>();
        builder.Services.AddSplitProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
    }

    /// <summary>Says in the log what may not be meant.</summary>
    public static void LogWarnings(this StartedConfiguration started, ILogger logger)
    {
        foreach (var warning in started.Checked.Warnings)
            Log.Warning(logger, warning);
    }
}
