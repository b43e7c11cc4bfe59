using Shadow.Capture;
using Shadow.Runs;
using Sidecar.Metrics;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sidecar.Routing;

/// <summary>
/// v1 answers in v2's stead: with the spare that is under way, else asked again with the captured body. Nothing of v2's answer has gone to
/// the agent by then.
/// </summary>
internal sealed class RunRescue(SidecarMetrics metrics)
{
    /// <summary>v2's leg failed. True where v1 is to answer: then the turn is taken.</summary>
    public static bool Failed(Run run, Leg leg) =>
        run.Options.Failover && ReferenceEquals(leg, run.Primary) && run.CanBeRescued && run.TryTurn(AnswerTurn.Failed);

    /// <summary>True where v1 is to answer after v2's leg has ended.</summary>
    public bool IsWanted(HttpContext context, Run run, LegEnd end)
    {
        if (run.Start.Assigned != Planner.V2 || context.RequestAborted.IsCancellationRequested)
            return false;
        var untouched = !context.Response.HasStarted;
        if (untouched && run.Turn is (AnswerTurn.CutOver or AnswerTurn.Hedged or AnswerTurn.Failed))
            return true;
        if (end.Cause != LegEndCause.Planner || !run.Options.Failover || !CallsForV1(end.Failure, untouched))
            return false;
        if (untouched && Failed(run, run.Primary))
            return true;
        if (run.Body is { State: not CaptureState.Whole })
            metrics.Failover("body_not_captured");
        return false;
    }

    /// <summary>Answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="route">The route that the request came in by.</param>
    /// <param name="body">The agent's own body; null where all of it is at hand.</param>
    /// <param name="ask">Forwards the request.</param>
    public async Task AnswerAsync(HttpContext context, Run run, RouteModel route, AgentBody? body, RequestDelegate ask)
    {
        run.Reselect(
            run.Turn switch
            {
                AnswerTurn.CutOver => SelectionReason.Cutover,
                AnswerTurn.Hedged => SelectionReason.Hedge,
                _ => SelectionReason.Failover,
            }
        );
        UntouchedResponse.Restore(context);
        if (run.Spare is { } spare)
        {
            if (await SpareAnswer.TryServeAsync(context, run, spare, route.Transformer))
            {
                metrics.Failover("spare");
                return;
            }

            UntouchedResponse.Restore(context);
        }

        await AskAgainAsync(context, run, route, body, ask);
    }

    // A 5xx that passes has begun by now; 429 is an answer, as 4xx are.
    private static bool CallsForV1(LegFailure failure, bool untouched) =>
        failure == LegFailure.Status5xx || (untouched && failure is not (LegFailure.None or LegFailure.Status429));

    private async Task AskAgainAsync(HttpContext context, Run run, RouteModel route, AgentBody? body, RequestDelegate ask)
    {
        var leg = run.BeginRescue();
        var end = new LegEnd(LegFailure.None, LegEndCause.Agent);
        try
        {
            RequestCapture.Resume(context, run, body, leg);
            PlannerRoutes.AssignToV1(context, route);
            await ask(context);
            end = PrimaryEnd.Of(leg, context.Features.Get<IForwarderErrorFeature>(), context.RequestAborted.IsCancellationRequested);
            metrics.Failover(end.Failure == LegFailure.None ? "asked_again" : "failed");
            await RunProblems.AnswerAsync(context, leg, end);
        }
        finally
        {
            leg.Finish(end);
        }
    }
}
