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
    /// <param name="started">Its configuration.</param>
    /// <param name="lifetime">Who ends it; null: signals of the process.</param>
    public static WebApplication Build(StartedConfiguration started, IHostLifetime? lifetime = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "sidecar" });
        builder.AddConfiguration(started);
        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        builder.AddConsoleLog(() => phase.Over);
        builder.AddListeners(started);
        builder.Services.AddSidecar();
        if (lifetime is not null)
            builder.Services.AddSingleton(lifetime);

        var app = builder.Build();
        started.LogWarnings(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sidecar.Configuration"));
        app.UseMiddleware<LeaveTaking>();
        app.UseMiddleware<FramingGate>();
        app.UseGuardGate();
        app.UseRouting();
        app.MapGuard();
        app.MapMetrics();
        app.MapRuns();
        return app;
    }

    /// <summary>To be called once it is started: settles the guard's ports, and says in the log where it listens.</summary>
    public static void Started(WebApplication app)
    {
        app.Services.GetRequiredService<StartPhase>().Over = true;
        GuardPorts.Tell(app.Services);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sidecar");
        var addresses = string.Join(", ", app.Urls);
        Log.Listening(logger, addresses);
    }
}
