using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>
/// The one seam into YARP: for a run, its forwarder gets a transformer of ours around the route's own, which sees headers after all
/// transforms, and the run's token, which leaves <c>RequestAborted</c> to mean the agent alone.
/// </summary>
internal sealed class RunForwarder(IHttpForwarder inner, RunTransforms transforms) : IHttpForwarder
{
    /// <inheritdoc/>
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer
    ) => SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken
    ) =>
        context.Features.Get<Run>() is { } run
            ? inner.SendAsync(
                context,
                destinationPrefix,
                httpClient,
                requestConfig,
                new RunTransformer(run, run.Serving, transformer, transforms),
                run.Serving.Cancellation.Token
            )
            : inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
}
