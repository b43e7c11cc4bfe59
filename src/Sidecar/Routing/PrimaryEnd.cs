using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>Reads out of YARP's error how a leg that was sent for the agent ended, and whose doing it was.</summary>
internal static class PrimaryEnd
{
    private static readonly LegEnd Agent = new(LegFailure.None, LegEndCause.Agent);

    /// <summary>How the leg ended.</summary>
    public static LegEnd Of(Leg leg, IForwarderErrorFeature? error, bool agentLeft)
    {
        if (ReferenceEquals(leg, leg.Run.Primary) && leg.Run.Turn is AnswerTurn.CutOver or AnswerTurn.Hedged)
            return new LegEnd(LegFailure.None, leg.Run.Turn == AnswerTurn.CutOver ? LegEndCause.CutOver : LegEndCause.Hedged);
        if (leg.Run.Start.Upgrade && leg.Status is not null)
            return new LegEnd(LegFailure.None, LegEndCause.Upgrade);
        // The answer came whole: that the rest of the request's body did not pass is no failure of anybody.
        if (leg.Status is { } status && (leg.Complete || error is null))
            return LegEnd.Answered(status);
        return error?.Error switch
        {
            null => Agent,
            ForwarderError.NoAvailableDestinations => new LegEnd(LegFailure.Connect),
            ForwarderError.Request when TransportFailure.IsOfTheRequest(error.Exception) => Agent,
            ForwarderError.Request => agentLeft ? Agent : new LegEnd(TransportFailure.Of(error.Exception, headersCame: false)),
            ForwarderError.RequestTimedOut => new LegEnd(LegFailure.Timeout),
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => leg.CancelledFor
                != LegFailure.None
            && !agentLeft
                ? new LegEnd(leg.CancelledFor)
                : Agent,
            ForwarderError.RequestBodyDestination => agentLeft ? Agent : new LegEnd(LegFailure.Reset),
            ForwarderError.ResponseHeaders => new LegEnd(LegFailure.Reset),
            ForwarderError.ResponseBodyDestination => new LegEnd(
                error.Exception is OperationCanceledException ? LegFailure.Timeout : LegFailure.Truncated
            ),
            _ => Agent,
        };
    }
}
