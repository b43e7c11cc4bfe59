namespace Sidecar.Routing;

/// <summary>What the sidecar adds to YARP's transforms; the same in the host and where a configuration is tried before it is used.</summary>
internal static class SplitTransforms
{
    /// <summary>Adds <c>CanarySplit</c>, the appended X-Forwarded-* headers, and encoded slashes as they came.</summary>
    public static IReverseProxyBuilder AddSplitTransforms(this IReverseProxyBuilder builder) =>
        builder.AddTransformFactory<CanarySplitTransformFactory>().AddTransforms<XForwardedAppend>().AddTransforms<EncodedSlashes>();
}
