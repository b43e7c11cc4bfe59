using Sidecar.Guard.Access;
using Sidecar.Guard.Gate;
using Sidecar.Guard.Judging;
using Sidecar.Guard.Routes;

namespace Sidecar.Guard;

/// <summary>Adds the guard.</summary>
internal static class GuardServices
{
    /// <summary>The guard's state, its access rules and its routes.</summary>
    public static IServiceCollection AddGuard(this IServiceCollection services)
    {
        services.AddSingleton<GuardController>();
        services.AddSingleton<IGuardState>(static provider => provider.GetRequiredService<GuardController>());
        services.AddHostedService<GuardLifetime>();
        services.AddSingleton<SettingsKeeper>();
        services.AddHostedService(static provider => provider.GetRequiredService<SettingsKeeper>());
        services.AddHostedService<KillFileWatcher>();
        services.AddSingleton<UnfitAlarm>();
        services.AddSingleton<BuildTracker>();
        services.AddSingleton<Evaluator>();
        services.AddSingleton<IEvaluationReader>(static provider => provider.GetRequiredService<Evaluator>());
        services.AddSingleton<EvidenceReadback>();
        services.AddHostedService<EvaluationTimer>();
        services.AddSingleton<InstanceIdentity>();

        services.AddSingleton<BearerTokens>();
        services.AddSingleton<WrongTokens>();
        services.AddSingleton<Admission>();
        services.AddSingleton<GuardListener>();

        services.AddSingleton<GuardPolicy>();
        services.AddSingleton<StatusRoute>();
        services.AddSingleton<ConfigRoutes>();
        services.AddSingleton<EvaluateRoute>();
        services.AddSingleton<QualityRoutes>();
        services.AddSingleton<HealthRoutes>();
        services.AddSingleton<HistoryRoute>();
        services.AddSingleton<RunRoutes>();
        services.AddSingleton<ReportRoute>();
        services.AddSingleton<OpenApiRoute>();
        return services;
    }

    /// <summary>Closes the segment <c>guard</c>. Must be the first middleware, ahead of routing.</summary>
    public static IApplicationBuilder UseGuardGate(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        return app.Use(next =>
            new GuardGate(
                next,
                services.GetRequiredService<Configuration.LiveOptions>(),
                services.GetRequiredService<GuardListener>()
            ).InvokeAsync
        );
    }
}
