using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>
/// What a run says of its planners. No evidence are runs that were cut over or chosen by the caller, upgrades, routes with
/// <c>Judge: off</c>, and legs that the agent or the sidecar ended. Pure, but for the mark on a leg that was told of.
/// </summary>
public static class LegEvidence
{
    /// <summary>Of a run under way or finished: what its settled legs say by now.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">UTC ticks.</param>
    public static RunEvidence Of(Run run, long now)
    {
        ArgumentNullException.ThrowIfNull(run);
        var other = run.Rescue ?? run.Shadow;
        var (primary, beside) = (Sample(run.Primary, other), other is null ? null : Sample(other, run.Primary));
        var primarySeen = primary is not null && run.Primary.MarkSeen();
        var besideSeen = beside is not null && other!.MarkSeen();
        var start = run.Start;
        return run.Primary.Planner == Planner.V1
            ? new RunEvidence(start.RunId, start.Epoch, start.Assigned, now, primary, beside, primarySeen, besideSeen)
            : new RunEvidence(start.RunId, start.Epoch, start.Assigned, now, beside, primary, besideSeen, primarySeen);
    }

    /// <summary>Of a run that was recorded. The agreement with what was seen live is exact but for the moment of its end.</summary>
    public static RunEvidence Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var latency = run.Leg(run.Assigned)?.LatencyMs ?? 0;
        return new RunEvidence(
            run.RunId,
            run.Epoch,
            run.Assigned,
            run.At.UtcTicks + (long)(latency * TimeSpan.TicksPerMillisecond),
            Sample(run, run.V1),
            Sample(run, run.V2)
        );
    }

    /// <summary>What a leg says of its planner; null where that is nothing.</summary>
    /// <param name="judge">Which legs of the run are evidence.</param>
    /// <param name="reason">Why its answer was the answer.</param>
    /// <param name="leg">What was recorded of the leg.</param>
    public static LegSample? Sample(JudgeMode judge, SelectionReason reason, in LegFacts leg)
    {
        if (judge == JudgeMode.Off || reason is SelectionReason.Override or SelectionReason.Cutover)
            return null;
        if (reason == SelectionReason.Hedge)
            return leg.Planner == Planner.V2 ? LegSample.Hedged(leg.LatencyMs) : null;
        if (leg.Inconclusive || (judge == JudgeMode.Plans && leg.Failure == LegFailure.None && !leg.Decided))
            return null;
        return LegSample.Of(leg.Failure, leg.LatencyMs, leg.CostCents, leg.Quality);
    }

    // The turn, which is settled before v2's leg ends: the reason follows only when v1 begins to answer.
    private static SelectionReason Reason(Run run) =>
        run.Turn switch
        {
            AnswerTurn.CutOver => SelectionReason.Cutover,
            AnswerTurn.Hedged => SelectionReason.Hedge,
            _ => run.Start.Reason,
        };

    private static LegSample? Sample(RunRecord run, LegRecord? leg) =>
        leg is null || run.Outcome == ShadowOutcome.Upgrade
            ? null
            : Sample(
                run.Judge,
                run.Reason,
                new LegFacts(
                    leg.Planner,
                    leg.Failure,
                    leg.Inconclusive,
                    leg.Decision is not null,
                    leg.LatencyMs,
                    leg.Signals.CostCents,
                    leg.Signals.Quality
                )
            );

    private static LegSample? Sample(Leg leg, Leg? other)
    {
        var run = leg.Run;
        if (!leg.Settled || run.Start.Upgrade || run.Start.Reason == SelectionReason.Override)
            return null;
        // Whether a 4xx is a failure depends on the other leg: it waits for that one's end, or for the run's.
        if (leg.Status is >= 400 and < 500 and not 429 && other is { Settled: false })
            return null;
        var signals = leg.Signals;
        return Sample(
            run.Start.Judge,
            Reason(run),
            new LegFacts(
                leg.Planner,
                LegVerdict.Of(leg, other is { Settled: true } ? other : null),
                LegVerdict.Inconclusive(leg),
                leg.Reading.Decision is not null,
                leg.Clock.Latency.TotalMilliseconds,
                signals.CostCents,
                signals.Quality
            )
        );
    }
}
