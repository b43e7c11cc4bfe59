using Shadow;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Routes;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Reporting;
using Sidecar.Routing;
using Sidecar.Storage;

namespace Sidecar.Hosting;

/// <summary>The stages of a run, in its order.</summary>
internal static class SidecarServices
{
    /// <summary>
    /// Adds every stage. Hosted services stop in the reverse of this order, after the listener: runs end, and what ends may be rolled back
    /// for; then the guard waits for its settings to be stored, the writer empties its queue, and the settings are looked after once more.
    /// </summary>
    public static IServiceCollection AddSidecar(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(options =>
        {
            // Agents come first: what fails in the background is logged, and the proxy goes on.
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.AddStorage();
        services.AddHostedService<SettingsEnd>();
        services.AddRecording();
        services.AddSidecarMetrics();
        services.AddShadow(static provider =>
        {
            var live = provider.GetRequiredService<LiveOptions>();
            return new ShadowSettings(() => live.Current.Shadow, () => live.Current.Regress);
        });
        services.AddSingleton<HealthState>();
        services.AddSingleton<RunDocument>(AuditDocument.Write);
        services.AddGuard();
        services.AddRunRouting();
        services.AddReporting();
        services.AddHostedService<Shutdown>();
        return services;
    }
}
