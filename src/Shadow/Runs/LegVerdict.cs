using System.Net;
using Shadow.Decisions;

namespace Shadow.Runs;

/// <summary>Whether a leg failed, by the contract's definition of a failure.</summary>
public static class LegVerdict
{
    /// <summary>The failure of a leg, given the other one: null where there is none.</summary>
    public static LegFailure Of(Leg leg, Leg? other)
    {
        if (Inconclusive(leg) || (leg.End.Failure == LegFailure.Timeout && leg.Role == LegRole.Shadow && PlanCame(leg)))
            return LegFailure.None;
        if (leg.End.Failure != LegFailure.None)
            return leg.End.Failure;
        if (leg.Status is >= 400 and < 500 && other?.Status is >= 200 and < 300)
            return LegFailure.Status4xx;
        return Unreadable(leg) ? LegFailure.Unreadable : LegFailure.None;
    }

    /// <summary>
    /// True where the leg is no evidence: the agent, a shutdown or an upgrade ended it. An agent that leaves, or a shadow's deadline that
    /// strikes, after the plan came leaves a complete leg.
    /// </summary>
    public static bool Inconclusive(Leg leg) => leg.End.Cause != LegEndCause.Planner && !PlanCame(leg);

    /// <summary>True where a plan was read, and all of the answer came or it was an event stream.</summary>
    public static bool PlanCame(Leg leg) => leg.Reading.Outcome == DecisionOutcome.Plan && leg.Reading.Decision is not null;

    // HEAD and OPTIONS ask for no plan, and 204 and 205 say that there is none. An answer that was given up for its size or for want of
    // memory was not read, so nothing is known of it.
    private static bool Unreadable(Leg leg) =>
        leg.Run.Start.Judge == JudgeMode.Plans
        && leg.Status is >= 200 and < 300 and not (int)HttpStatusCode.NoContent and not (int)HttpStatusCode.ResetContent
        && leg.Run.Start.Method is not ("HEAD" or "OPTIONS" or "TRACE")
        && leg.Answer is not null
        && leg.AnswerCopy == Capture.CaptureState.Whole
        && leg.Reading.Outcome == DecisionOutcome.NotAPlan;
}
