using Shadow.Capture;
using Shadow.Decisions;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>The ledger's rule: exactly one outcome a run, the first that applies.</summary>
public static class Ledger
{
    /// <summary>What became of a run's mirroring.</summary>
    /// <param name="run">A run whose legs have ended.</param>
    /// <param name="primary">How the primary failed.</param>
    /// <param name="beside">How the shadow failed.</param>
    public static ShadowOutcome Outcome(Run run, LegFailure primary, LegFailure beside)
    {
        if (run.NotMirrored is { } settled && settled <= ShadowOutcome.Memory)
            return settled;
        // A shadow that never started because the agent's or the primary's part never let the body pass.
        if (run.Body?.State == CaptureState.TooLarge)
            return ShadowOutcome.BodyTooLarge;
        if (run.Body?.State == CaptureState.OutOfMemory || Starved(run.Primary) || Starved(run.Shadow))
            return ShadowOutcome.Memory;
        var cause = run.Primary.End.Cause;
        if (cause is LegEndCause.Agent or LegEndCause.Shutdown && !LegVerdict.PlanCame(run.Primary))
            return ShadowOutcome.RequestAborted;
        // "Incomplete" is said of a run that was answered; one whose planner failed without any answer failed.
        if (run.Shadow is not { } shadow)
            return run.Primary.Status is null && Failed(primary) ? ShadowOutcome.PrimaryError : ShadowOutcome.RequestIncomplete;
        if (cause == LegEndCause.CutOver)
            return ShadowOutcome.CutOver;
        if (cause == LegEndCause.Hedged)
            return ShadowOutcome.Hedged;
        if (Failed(primary))
            return ShadowOutcome.PrimaryError;
        if (beside == LegFailure.Timeout)
            return ShadowOutcome.ShadowTimeout;
        if (Failed(beside) || LegVerdict.Inconclusive(shadow))
            return ShadowOutcome.ShadowError;
        if (TooLarge(run.Primary) || TooLarge(shadow))
            return ShadowOutcome.ResponseTooLarge;
        return LegVerdict.PlanCame(run.Primary) && LegVerdict.PlanCame(shadow) ? ShadowOutcome.Compared : ShadowOutcome.NotAPlan;
    }

    // An unreadable answer is a failure of the leg, and has an outcome of its own further down.
    private static bool Failed(LegFailure failure) => failure is not (LegFailure.None or LegFailure.Unreadable);

    private static bool Starved(Leg? leg) => leg?.AnswerCopy == CaptureState.OutOfMemory;

    private static bool TooLarge(Leg leg) => leg.AnswerCopy == CaptureState.TooLarge || leg.Reading.Outcome == DecisionOutcome.TooLarge;
}
