using Microsoft.AspNetCore.Http.Features;
using Shadow.Capture;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>Puts the tee into a request's body.</summary>
internal sealed class RequestCapture(IByteBudget budget)
{
    // What fits into a pipe's first segments can be at hand before anything is sent; it then needs no tee.
    private const int AtHand = 16 * 1024;

    /// <summary>
    /// Sees to it that the run learns when its request's body has passed, with a copy where one is wanted. Returns the agent's body, to be
    /// ended with the request; null where it is at hand or there is none.
    /// </summary>
    public AgentBody? Attach(HttpContext context, Run run)
    {
        var request = context.Request;
        if (run.Start.Tunnel)
            return null;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            run.RequestPassed();
            return null;
        }

        var rescuable = run.Start.Assigned == Planner.V2 && run.Options.MayRescue;
        // What is not mirrored by its route has side effects, and is never sent again; gRPC is not mirrored, and its bodies may never end.
        var repeatable = run.Start.NotMirrored is not (ShadowOutcome.Route or ShadowOutcome.Upgrade);
        var wanted = repeatable || rescuable || (run.Options.KeepBodies && !run.Start.Upgrade);
        var copy = wanted ? new CaptureBuffer(run.Options.Shadow.MaxBodyBytes, budget) : null;
        run.Body = copy;
        if (copy is not null && request.ContentLength > run.Options.Shadow.MaxBodyBytes)
        {
            run.DoNotMirror(ShadowOutcome.BodyTooLarge);
            // Where the switch came before this, v1 gets the body, of which nothing was read yet.
            if (run.TryKeepTurn())
                copy.GiveUp(CaptureState.TooLarge);
        }
        else if (copy is not null && TakeAtHand(request, copy))
        {
            request.Body = new ReplayStream(copy, run.Primary);
            run.RequestPassed();
            return null;
        }

        // Of a body without a copy, what v2 has read is gone.
        if (copy is null)
            run.TryKeepTurn();
        var agent = new AgentBody(request.Body);
        request.Body = new RequestTeeStream(agent, copy, run.Primary);
        return agent;
    }

    /// <summary>Gives v1 the body for another try: what was captured of it, then what is still to come.</summary>
    /// <param name="context">The request.</param>
    /// <param name="run">The run; its first leg takes nothing of the body any more.</param>
    /// <param name="agent">The agent's own body; null where all of it is at hand.</param>
    /// <param name="leg">The leg of the other try.</param>
    public static void Resume(HttpContext context, Run run, AgentBody? agent, Leg leg)
    {
        if (run.Body is { } copy)
            context.Request.Body = new ResumedStream(copy, run.BodyWhole ? null : agent, leg);
    }

    private static bool TakeAtHand(HttpRequest request, CaptureBuffer copy)
    {
        try
        {
            return TryTakeAtHand(request, copy);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The agent broke off within its body, or reset its stream: whoever reads it for the planner meets the same, and answers for it.
            return false;
        }
    }

    private static bool TryTakeAtHand(HttpRequest request, CaptureBuffer copy)
    {
        if (request.ContentLength is not (> 0 and <= AtHand) || request.Headers.Expect.Count > 0)
            return false;
        if (!request.BodyReader.TryRead(out var result))
            return false;
        var buffer = result.Buffer;
        if (buffer.Length == request.ContentLength)
        {
            foreach (var segment in buffer)
                copy.Append(segment.Span, (int)buffer.Length);
            if (copy.State == CaptureState.Whole)
            {
                request.BodyReader.AdvanceTo(buffer.End);
                return true;
            }
        }

        // Nothing examined: the next read returns these bytes at once.
        request.BodyReader.AdvanceTo(buffer.Start, buffer.Start);
        return false;
    }
}
