using System.Buffers;
using System.Threading.RateLimiting;
using Shadow.Capture;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>Sends shadow requests and reads their answers, beside the agents' path.</summary>
public sealed class ShadowSender(ShadowPermits permits, IByteBudget budget, IRunObserver observer)
{
    private const int ReadSize = 16 * 1024;

    private int _inflight;

    /// <summary>The permits of both planners.</summary>
    public ShadowPermits Permits => permits;

    /// <summary>Shadow legs under way.</summary>
    public int Inflight => Volatile.Read(ref _inflight);

    /// <summary>
    /// Makes a run's shadow request ready. Where the body is at hand, the permit is taken first: with none free the request is never made, so
    /// that a hung planner costs the agents' path nothing. Null then, and the run is settled as saturated.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="primary">The request that goes to the assigned planner, after all transforms.</param>
    /// <param name="primaryPrefix">The address of its destination.</param>
    /// <param name="primaryHost">The Host header that destination asks for.</param>
    /// <param name="target">Where the shadow goes.</param>
    public IShadowDispatch? Prepare(Run run, HttpRequestMessage primary, string primaryPrefix, string? primaryHost, ShadowTarget target)
    {
        RateLimitLease? permit = null;
        if (run.BodyWhole)
        {
            permit = permits.TryAcquire(target.Planner, run.Options.Shadow.MaxConcurrent);
            if (permit is null)
            {
                run.DoNotMirror(ShadowOutcome.Saturated);
                return null;
            }
        }

        var request = ShadowRequest.Create(primary, primaryPrefix, primaryHost, target, Dropped(run, target.Planner));
        PlannerHeaders.Stamp(request.Headers, run.Start.RunId, target.Planner, LegRole.Shadow);
        return new ShadowDispatch(run, request, primary.Content, target, permit, this);
    }

    // A spare must be able to stand in for v2's answer: it carries everything.
    internal static IReadOnlyList<string> Dropped(Run run, Planner planner) => planner == Planner.V2 ? run.Options.Shadow.DropHeaders : [];

    internal async Task SendAsync(ShadowDispatch dispatch, Leg leg)
    {
        Interlocked.Increment(ref _inflight);
        LegEnd end;
        try
        {
            end = dispatch.Target.Client is null
                ? new LegEnd(LegFailure.Connect)
                : await ExchangeAsync(dispatch.Target, dispatch.Request, leg);
        }
        catch (Exception exception)
        {
            end = leg switch
            {
                { CancelledFor: LegFailure.None, Cancellation.IsCancellationRequested: true } => new(LegFailure.None, LegEndCause.Shutdown),
                { Cancellation.IsCancellationRequested: true } => new(leg.CancelledFor),
                { Status: null } when TransportFailure.IsOfTheRequest(exception) => new(LegFailure.None, LegEndCause.Agent),
                _ => new(TransportFailure.Of(exception, leg.Status is not null)),
            };
        }

        // Before it counts as over: who sees that nothing is under way may count on it.
        leg.Run.Spare?.Failed();
        Interlocked.Decrement(ref _inflight);
        dispatch.Abandon();
        leg.Finish(end);
    }

    private async Task<LegEnd> ExchangeAsync(ShadowTarget target, HttpRequestMessage request, Leg leg)
    {
        var token = leg.Cancellation.Token;
        leg.Clock.MarkSending();
        using (request)
        using (var response = await AskAsync(target, request, leg))
        {
            AnswerHead.Demand(response, upgrade: false);
            AnswerFraming.Hold(response);
            leg.Clock.MarkHeaders();
            AnswerHead.Read(leg, response, budget, observer.BadSignal);
            var spare = leg.Run.Spare;
            spare?.HeadCame(response);
            await using var body = await response.Content.ReadAsStreamAsync(token);
            var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
            try
            {
                // Read to the end even when the copy was given up: the leg's latency is to its last byte, and the connection stays usable.
                for (int read; (read = await body.ReadAsync(buffer, token)) > 0; )
                {
                    leg.AnswerPassed(buffer.AsSpan(0, read));
                    if (spare is null)
                        continue;
                    leg.Clock.MarkProgress();
                    if (!spare.Passed(buffer.AsSpan(0, read)))
                        continue;
                    await spare.HandOverAsync(buffer.AsSpan(0, read), body);
                    // Whoever followed has left before the end.
                    token.ThrowIfCancellationRequested();
                    break;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            leg.AnswerEnded();
            spare?.Ended();
            AnswerHead.ReadTrailers(leg, response, observer.BadSignal);
            return LegEnd.Answered((int)response.StatusCode);
        }
    }

    // A connection that its planner was closing just then is nobody's failure: the request goes once more, on a fresh one.
    private async Task<HttpResponseMessage> AskAsync(ShadowTarget target, HttpRequestMessage request, Leg leg)
    {
        var token = leg.Cancellation.Token;
        try
        {
            return await target.Client!.SendAsync(request, token);
        }
        catch (HttpRequestException exception)
            when (target.Fresh is not null && StaleConnectionException.Caused(exception) && !token.IsCancellationRequested)
        {
            observer.Resent(leg);
            leg.Clock.MarkSending();
            return await target.Fresh.SendAsync(request, token);
        }
    }
}
