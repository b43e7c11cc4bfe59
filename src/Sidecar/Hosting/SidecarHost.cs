using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Routes;
using Sidecar.Metrics;
using Sidecar.Routing;

namespace Sidecar.Hosting;

/// <summary>Puts the host together, in the order of a run's way.</summary>
internal static class SidecarHost
{
    /// <summary>Builds a sidecar that is ready to be started.</summary>
    public static WebApplication Build(StartedConfiguration started)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "sidecar" });
        var proxy = builder.AddConfiguration(started);
        builder.AddConsoleLog();
        builder.AddListeners(started);
        builder.Services.AddSidecar(proxy, started);

        var app = builder.Build();
        started.LogWarnings(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sidecar.Configuration"));
        app.TellGuard();
        app.UseGuardGate();
        app.UseRouting();
        app.MapGuard();
        app.MapMetrics();
        app.MapRuns();
        return app;
    }

    /// <summary>Says in the log where it listens.</summary>
    public static void LogStarted(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sidecar");
        var addresses = string.Join(", ", app.Urls);
        Log.Listening(logger, addresses);
    }
}
