using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>
/// The one seam into YARP: for a run, its forwarder gets a transformer of ours around the route's own, which sees headers after all
/// transforms, and the run's token, which leaves <c>RequestAborted</c> to mean the agent alone.
/// </summary>
internal sealed class RunForwarder(IHttpForwarder inner, RunTransforms transforms, Resend resend) : IHttpForwarder
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
            ? SendAsync(context, run.Serving, destinationPrefix, httpClient, requestConfig, transformer)
            : inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);

    private async ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        Leg leg,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer
    )
    {
        var config = Patient(requestConfig, leg.Run.Options.FirstByte);
        var ours = new RunTransformer(leg.Run, leg, transformer, transforms);
        var error = await inner.SendAsync(context, destinationPrefix, httpClient, config, ours, leg.Cancellation.Token);
        if (error != ForwarderError.None && resend.TryPrepare(context, leg) is { } fresh)
            error = await inner.SendAsync(context, destinationPrefix, fresh, config, ours, leg.Cancellation.Token);
        // The deadline is the planner's failure, not somebody's cancellation: passive health checks are to count it.
        if (error != ForwarderError.RequestCanceled || leg.CancelledFor != LegFailure.Timeout)
            return error;
        context.Features.Set<IForwarderErrorFeature>(new TimedOut(context.Features.Get<IForwarderErrorFeature>()?.Exception));
        return ForwarderError.RequestTimedOut;
    }

    // YARP gives up by itself after a while without activity; that while must not be shorter than the wait for the headers.
    private static ForwarderRequestConfig Patient(ForwarderRequestConfig config, TimeSpan firstByte) =>
        (config.ActivityTimeout ?? ShadowTarget.YarpsActivityTimeout) > firstByte || config.ActivityTimeout is not null
            ? config
            : config with
            {
                ActivityTimeout = firstByte + ShadowTarget.YarpsActivityTimeout,
            };

    private sealed record TimedOut(Exception? Exception) : IForwarderErrorFeature
    {
        public ForwarderError Error => ForwarderError.RequestTimedOut;
    }
}
