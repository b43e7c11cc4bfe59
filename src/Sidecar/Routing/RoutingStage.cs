using System.Net;
using Shadow.Capture;
using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>Registers the stage and puts it into the pipeline.</summary>
internal static class RoutingStage
{
    /// <summary>Adds the split, and our seam into YARP.</summary>
    public static IServiceCollection AddRunRouting(this IServiceCollection services)
    {
        services.AddSingleton(static _ => new PlannerNames(TimeProvider.System, static name => Dns.GetHostAddressesAsync(name)));
        services.AddSingleton<IForwarderHttpClientFactory, PlannerClientFactory>();
        services.AddSingleton<SplitRoutes>();
        services.AddSingleton<IRandomPoints, SharedRandomPoints>();
        services.AddSingleton<RunOptionsSource>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<RequestCapture>();
        services.AddSingleton<PlannerRoutes>();
        services.AddSingleton<RunRescue>();
        services.AddSingleton<PlannerClients>();
        services.AddSingleton<Resend>();
        services.AddSingleton<ShadowTargets>();
        services.AddSingleton<IStickyHash, StickyHash>();
        services.AddSingleton(static provider => new RunTransforms(
            provider.GetRequiredService<ShadowSender>(),
            provider.GetRequiredService<ShadowTargets>(),
            provider.GetRequiredService<IByteBudget>(),
            provider.GetRequiredService<IRunObserver>()
        ));
        services.AddHostedService<CutOver>();
        services.AddHostedService<DeadlineService>();
        services.AddHostedService<RunDrain>();
        Decorate(services);
        return services;
    }

    /// <summary>Puts runs ahead of load balancing in YARP's pipeline: what comes after sees the planner that was chosen.</summary>
    public static void MapRuns(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapReverseProxy(static pipeline =>
        {
            pipeline.UseMiddleware<RunMiddleware>();
            pipeline.UseSessionAffinity();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });

    // YARP's forwarder is internal to it: what it registered is taken and wrapped.
    private static void Decorate(IServiceCollection services)
    {
        var registered = services.Last(static service => service.ServiceType == typeof(IHttpForwarder));
        services.Remove(registered);
        services.AddSingleton<IHttpForwarder>(provider => new RunForwarder(
            (IHttpForwarder)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
            provider.GetRequiredService<RunTransforms>(),
            provider.GetRequiredService<Resend>()
        ));
    }
}
