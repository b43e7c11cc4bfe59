using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>Finds v2's legs that are open for longer than v2 may take: what hangs is known before it ends.</summary>
public static class OpenLegs
{
    /// <summary>The legs, the youngest first.</summary>
    /// <param name="runs">The runs under way.</param>
    /// <param name="epoch">The epoch in force.</param>
    /// <param name="thresholds">What v2 is held to.</param>
    /// <param name="now">The clock's timestamp.</param>
    public static OpenLeg[] Of(RunRegistry runs, int epoch, Thresholds thresholds, long now)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Over(
            thresholds,
            runs.Open.Where(run => IsEvidence(run, epoch))
                .Select(run => new OpenLeg(run.Start.RunId, (long)run.Primary.Clock.Age(now).TotalMicroseconds))
        );
    }

    /// <summary>Of v2's open legs, those older than v2 may take, the youngest first.</summary>
    public static OpenLeg[] Over(Thresholds thresholds, IEnumerable<OpenLeg> legs)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var limit = ThresholdJudge.LatencyLimitMicros(thresholds);
        OpenLeg[] over = [.. legs.Where(leg => leg.AgeMicros > limit)];
        Array.Sort(over, static (a, b) => a.AgeMicros.CompareTo(b.AgeMicros));
        return over;
    }

    // While the agent still sends its request, the time is the agent's.
    private static bool IsEvidence(Run run, int epoch) =>
        run.BodyWhole
        && run.Start is { Assigned: Planner.V2, Judge: not JudgeMode.Off }
        && run.Start.Epoch == epoch
        && run.Start.Reason != SelectionReason.Override
        && !run.Start.Upgrade
        && run.Turn is (AnswerTurn.Open or AnswerTurn.Answering)
        && !run.Primary.Settled;
}
