using Shadow.Runs;
using Sidecar.Guard.Routes;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>What the agent gets where no planner's answer can be given: problem details with the run's id.</summary>
internal static class RunProblems
{
    /// <summary>The status of a run whose agent left before there was one; recorded, never sent.</summary>
    public const int ClientClosedRequest = 499;

    /// <summary>Answers where YARP reported an error before the answer had begun; otherwise does nothing.</summary>
    public static Task AnswerAsync(HttpContext context, Leg leg, LegEnd end)
    {
        if (
            context.Response.HasStarted
            || context.RequestAborted.IsCancellationRequested
            || context.Features.Get<IForwarderErrorFeature>() is null
        )
            return Task.CompletedTask;
        var (run, planner) = (leg.Run, leg.Planner.Name());
        return (end.Cause, end.Failure) switch
        {
            (LegEndCause.Agent, _) => WriteAsync(
                context,
                run,
                context.Response.StatusCode is >= 400 and < 500 and var status ? status : StatusCodes.Status400BadRequest,
                "The request could not be read",
                "The request could not be read to its end or holds what cannot be passed on. Send it again, whole."
            ),
            (_, LegFailure.Timeout) => WriteAsync(
                context,
                run,
                StatusCodes.Status504GatewayTimeout,
                "The planner did not answer in time",
                $"Planner {planner} sent no answer in time. The bounds are Planner:FirstByteSeconds and its cluster's HttpRequest:ActivityTimeout."
            ),
            (_, LegFailure.Connect) => WriteAsync(
                context,
                run,
                StatusCodes.Status502BadGateway,
                "The planner cannot be reached",
                $"No connection to planner {planner} could be made. Check that it runs, and its address in ReverseProxy:Clusters:{planner}."
            ),
            _ => WriteAsync(
                context,
                run,
                StatusCodes.Status502BadGateway,
                "The planner broke off",
                $"Planner {planner} closed the connection or answered with what is no HTTP. Its own log says why."
            ),
        };
    }

    /// <summary>Answers where the sidecar itself failed.</summary>
    public static Task InternalAsync(HttpContext context, Run run) =>
        WriteAsync(
            context,
            run,
            StatusCodes.Status500InternalServerError,
            "The sidecar failed",
            "The sidecar could not handle the request. Its log has the cause under the run's id."
        );

    private static Task WriteAsync(HttpContext context, Run run, int status, string title, string detail)
    {
        context.Response.Clear();
        RunHeaders.Stamp(context.Response.Headers, run);
        return Problems.WriteAsync(context, status, title, detail, runId: run.Start.RunId);
    }
}
