using Shadow.Capture;
using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>Wraps a route's transformer for one leg of a run: stamps the request, makes the shadow's, and puts the tee into the answer.</summary>
internal sealed class RunTransformer(Run run, Leg leg, HttpTransformer inner, RunTransforms transforms) : HttpTransformer
{
    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        // Of every upgrade in HTTP/1.1 YARP makes a GET: a DELETE would be another request to the planner than the agent's.
        if (run.Start.Upgrade && proxyRequest.Method == HttpMethod.Get && !HttpMethods.IsConnect(httpContext.Request.Method))
            proxyRequest.Method = HttpMethod.Parse(httpContext.Request.Method);
        await inner.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        PlannerHeaders.Stamp(proxyRequest.Headers, run.Start.RunId, leg.Planner, LegRole.Primary);
        // Of a tunnel nobody knows whether its body has passed.
        if (!run.Start.Tunnel)
            WholeBodyHandler.Mark(proxyRequest, destinationPrefix, leg);
        if (run.MayMirror)
        {
            proxyRequest.RequestUri ??= RequestUtilities.MakeDestinationAddress(
                destinationPrefix,
                httpContext.Request.Path,
                httpContext.Request.QueryString
            );
            var target = transforms.Targets.Choose(httpContext, leg.Planner.Other());
            var host = httpContext.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.Model.Config.Host;
            run.Dispatch = transforms.Sender.Prepare(run, proxyRequest, destinationPrefix, host, target);
        }

        leg.Clock.MarkSending();
        run.TryStartShadow();
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        if (proxyResponse is null)
            return await inner.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        AnswerHead.Demand(proxyResponse, run.Start.Upgrade);
        AnswerFraming.Hold(proxyResponse);
        leg.Clock.MarkHeaders();
        if (run.Start.Upgrade)
            leg.Status = (int)proxyResponse.StatusCode;
        else
            AnswerHead.Read(leg, proxyResponse, transforms.Budget, transforms.Observer.BadSignal);
        // Nothing has gone to the agent: v1 can still answer in its stead.
        if (leg.Status >= StatusCodes.Status500InternalServerError && RunRescue.Failed(run, leg))
            return false;
        // What is upgraded is not read on its way: its answer begins with the head.
        if (run.Start.Upgrade && !leg.TryBegin())
            throw new OperationCanceledException("The agent is answered by the other planner.");
        // A WebSocket of HTTP/2 is opened by CONNECT: passed on, a 2xx of a planner that speaks none would say that it is open.
        if (run.Start.Upgrade && HttpMethods.IsConnect(httpContext.Request.Method) && proxyResponse.IsSuccessStatusCode)
            httpContext.Response.StatusCode = StatusCodes.Status502BadGateway;
        var copyBody = await inner.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        RunHeaders.Stamp(httpContext.Response, run, leg);
        if (!run.Start.Upgrade)
            proxyResponse.Content = new AnswerTeeContent(proxyResponse.Content, leg);
        return copyBody;
    }

    /// <inheritdoc/>
    public override async ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext,
        HttpResponseMessage proxyResponse,
        CancellationToken cancellationToken
    )
    {
        await AnswerTrailers.PassAsync(httpContext, proxyResponse, inner, cancellationToken);
        AnswerHead.ReadTrailers(leg, proxyResponse, transforms.Observer.BadSignal);
    }
}
