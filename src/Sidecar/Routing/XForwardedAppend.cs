using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Routing;

/// <summary>
/// Appends to X-Forwarded-* where YARP's own default overwrites: behind another proxy the agent's address stays. A route that says
/// something of forwarding itself keeps what it says.
/// </summary>
internal sealed class XForwardedAppend : ITransformProvider
{
    /// <inheritdoc/>
    public void ValidateRoute(TransformRouteValidationContext context) { }

    /// <inheritdoc/>
    public void ValidateCluster(TransformClusterValidationContext context) { }

    /// <inheritdoc/>
    public void Apply(TransformBuilderContext context)
    {
        if (context.UseDefaultForwarders is not null)
            return;
        context.UseDefaultForwarders = false;
        context.AddXForwarded(ForwardedTransformActions.Append);
    }
}
