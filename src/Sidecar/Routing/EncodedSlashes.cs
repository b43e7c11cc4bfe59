using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Routing;

/// <summary>
/// Keeps an encoded slash of a path as it came. The server decodes a path but for <c>%2F</c>, and YARP encodes the percent sign of what is
/// left (https://github.com/dotnet/yarp/issues/1419): <c>/a%2Fb</c> would reach a planner as <c>/a%252Fb</c>.
/// </summary>
internal sealed class EncodedSlashes : ITransformProvider
{
    private const string Slash = "%2F";

    /// <inheritdoc/>
    public void ValidateRoute(TransformRouteValidationContext context) { }

    /// <inheritdoc/>
    public void ValidateCluster(TransformClusterValidationContext context) { }

    /// <inheritdoc/>
    public void Apply(TransformBuilderContext context) =>
        context.AddRequestTransform(static request =>
        {
            Keep(request);
            return default;
        });

    private static void Keep(RequestTransformContext request)
    {
        if (request.Path.Value is not { } path || !path.Contains(Slash, StringComparison.OrdinalIgnoreCase))
            return;
        // "%252F" is decoded to the same "%2F": where the path holds an encoded percent sign, they cannot be told apart and YARP's way stays.
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        var query = target.IndexOf('?');
        if (request.ProxyRequest.RequestUri is not null || (query < 0 ? target : target[..query]).Contains("%25", StringComparison.Ordinal))
            return;
        var address = RequestUtilities.MakeDestinationAddress(request.DestinationPrefix, request.Path, QueryString.Empty).OriginalString;
        var kept = address[request.DestinationPrefix.Length..]
            .Replace("%252F", "%2F", StringComparison.Ordinal)
            .Replace("%252f", "%2f", StringComparison.Ordinal);
        request.ProxyRequest.RequestUri = new Uri(
            string.Concat(request.DestinationPrefix, kept, request.Query.QueryString.ToUriComponent()),
            UriKind.Absolute
        );
    }
}
