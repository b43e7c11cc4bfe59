using Microsoft.Extensions.DependencyInjection;
using Shadow.Capture;
using Shadow.Detection;
using Shadow.Mirroring;
using Shadow.Runs;

namespace Shadow;

/// <summary>What happens beside the agent's path, in the order in which it happens.</summary>
public static class ShadowRegistration
{
    /// <summary>
    /// Adds capture, mirroring, runs and evidence. The host brings <see cref="TimeProvider"/>, <see cref="IRunObserver"/> and
    /// <see cref="IStickyHash"/>.
    /// </summary>
    public static IServiceCollection AddShadow(this IServiceCollection services, Func<IServiceProvider, ShadowSettings> settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IByteBudget>(static provider =>
        {
            var options = provider.GetRequiredService<ShadowSettings>().Options;
            return new MemoryBudget(() => options().MaxTotalBytes);
        });
        services.AddSingleton<ShadowPermits>();
        services.AddSingleton<ShadowSender>();
        services.AddSingleton<RunRegistry>();
        services.AddSingleton<RunLifecycle>();
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<IJudge, ThresholdJudge>();
        services.AddSingleton(static provider => new EvidenceBook(
            provider.GetRequiredService<ShadowSettings>().Thresholds,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IJudge>()
        ));
        services.AddSingleton<IEvidence>(static provider => provider.GetRequiredService<EvidenceBook>());
        return services;
    }
}
