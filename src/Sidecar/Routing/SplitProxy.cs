using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Sidecar.Routing;

/// <summary>YARP as the sidecar uses it; the same in the host and where a configuration is tried before it is used.</summary>
internal static class SplitProxy
{
    // It reads the keys at every start; without it they are read when the first one is needed. The class is not public.
    private const string EarlyKeys = "DataProtectionHostedService";

    /// <summary>
    /// Adds YARP with <c>CanarySplit</c>, the appended X-Forwarded-* headers, and encoded slashes as they came. The keys that it brings for
    /// session affinity wait in <see cref="AffinityKeys"/>.
    /// </summary>
    public static IReverseProxyBuilder AddSplitProxy(this IServiceCollection services)
    {
        var proxy = services
            .AddReverseProxy()
            .AddTransformFactory<CanarySplitTransformFactory>()
            .AddTransforms<XForwardedAppend>()
            .AddTransforms<EncodedSlashes>();
        foreach (var early in services.Where(static service => service.ImplementationType?.Name == EarlyKeys).ToList())
            services.Remove(early);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<ILoggerFactory>(static (options, loggers) => options.XmlRepository = new AffinityKeys(loggers));
        return proxy;
    }
}
