using Shadow.Capture;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>The agent's path: begins a run on a route with a CanarySplit, lets YARP forward it, and closes it.</summary>
internal sealed class RunMiddleware(
    RequestDelegate next,
    SplitRoutes routes,
    RunStarter starter,
    RequestCapture capture,
    PlannerRoutes planners,
    RunRescue rescue,
    ILogger<RunMiddleware> logger
)
{
    /// <summary>Handles a request.</summary>
    public Task Invoke(HttpContext context)
    {
        if (routes.For(context.GetRouteModel()) is { } policy)
            return RunAsync(context, policy);
        // A planner believes our names on every route.
        AgentHeaders.Strip(context.Request.Headers);
        return next(context);
    }

    private async Task RunAsync(HttpContext context, SplitPolicy policy)
    {
        var run = starter.Begin(context, policy);
        var route = context.GetRouteModel();
        var body = context.Request.Body;
        AgentBody? agent = null;
        var end = new LegEnd(LegFailure.None, LegEndCause.Agent);
        context.Features.Set(run);
        try
        {
            if (run.Start.Assigned == Planner.V2)
                planners.AssignToV2(context);
            agent = capture.Attach(context, run);
            await next(context);
            end = PrimaryEnd.Of(
                run.Primary,
                context.Features.Get<IForwarderErrorFeature>(),
                context.RequestAborted.IsCancellationRequested
            );
            if (rescue.IsWanted(context, run, end))
            {
                // v2 is judged by what it did, whatever becomes of the agent's answer.
                run.Primary.Finish(end);
                await rescue.AnswerAsync(context, run, route, agent, next);
            }
            else
            {
                await RunProblems.AnswerAsync(context, run.Primary, end);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The agent left while it was answered: nobody is there to be told, and nothing failed here.
        }
        catch (Exception exception)
        {
            Log.RunFailed(logger, run.Start.RunId, exception);
            if (!context.Response.HasStarted)
                await RunProblems.InternalAsync(context, run);
            else
                context.Abort();
        }
        finally
        {
            if (agent is not null)
                await agent.DisposeAsync();
            // Nothing of the context is held past this line: what goes on beside has copies of its own.
            context.Request.Body = body;
            context.Features.Set<Run>(null);
            var left = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
            run.Answered(left ? RunProblems.ClientClosedRequest : context.Response.StatusCode, end);
            starter.End(run);
        }
    }
}
