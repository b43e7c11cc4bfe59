using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Routing;

/// <summary>
/// Makes <c>CanarySplit</c> a transform that YARP knows, so that it stands where YARP users look for it. It changes nothing on the way of a
/// request: the split is decided ahead of load balancing, from the policy that <see cref="SplitRoutes"/> reads out of the route.
/// </summary>
internal sealed class CanarySplitTransformFactory : ITransformFactory
{
    /// <inheritdoc/>
    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!SplitTransform.Is(transformValues))
            return false;
        var route = context.Route;
        SplitTransform.Read(transformValues, Fault);
        if (!string.Equals(route.ClusterId, "v1", StringComparison.OrdinalIgnoreCase))
            Fault(
                $"ClusterId is '{route.ClusterId}'; a route with {SplitTransform.SplitKey} must have v1, the cluster that it splits from"
            );
        // Said once a route, at the second one.
        var splits = route.Transforms?.Where(SplitTransform.Is).ToList() ?? [];
        if (splits.Count > 1 && ReferenceEquals(splits[1], transformValues))
            Fault($"{SplitTransform.SplitKey} stands there {splits.Count} times; allowed is once");
        return true;

        void Fault(string problem) => context.Errors.Add(new ArgumentException(problem));
    }

    /// <inheritdoc/>
    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues) =>
        SplitTransform.Is(transformValues);
}
