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
        // The planner's failure, not somebody's cancellation: passive health checks are to count it.
        if (error == ForwarderError.RequestCanceled && leg.CancelledFor == LegFailure.Timeout)
            return Correct(context, ForwarderError.RequestTimedOut);
        if (error == ForwarderError.RequestBodyClient && BrokeOffWithinTheUpload(context))
            return Correct(context, ForwarderError.RequestBodyDestination);
        return error;
    }

    // The client stops reading a body where its HTTP/2 planner breaks off. YARP takes that for an agent who broke off: its other cause, an
    // agent who sent nothing for too long, has a status of its own.
    private static bool BrokeOffWithinTheUpload(HttpContext context) =>
        context.Response.StatusCode != StatusCodes.Status408RequestTimeout
        && !context.RequestAborted.IsCancellationRequested
        && context.Features.Get<IForwarderErrorFeature>()?.Exception
            is AggregateException
            {
                InnerExceptions: [OperationCanceledException { CancellationToken.IsCancellationRequested: true }, HttpRequestException]
            };

    private static ForwarderError Correct(HttpContext context, ForwarderError error)
    {
        context.Features.Set<IForwarderErrorFeature>(new Corrected(error, context.Features.Get<IForwarderErrorFeature>()?.Exception));
        return error;
    }

    // YARP gives up by itself after a while without activity; that while must not be shorter than the wait for the headers.
    private static ForwarderRequestConfig Patient(ForwarderRequestConfig config, TimeSpan firstByte) =>
        (config.ActivityTimeout ?? ShadowTarget.YarpsActivityTimeout) > firstByte || config.ActivityTimeout is not null
            ? config
            : config with
            {
                ActivityTimeout = firstByte + ShadowTarget.YarpsActivityTimeout,
            };

    private sealed record Corrected(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
}
