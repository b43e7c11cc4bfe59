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
        ArgumentNullException.ThrowIfNull(thresholds);
        var limit = ThresholdJudge.LatencyLimitMicros(thresholds);
        var legs = new List<OpenLeg>();
        foreach (var run in runs.Open)
        {
            if (!IsEvidence(run, epoch))
                continue;
            var age = (long)run.Primary.Clock.Age(now).TotalMicroseconds;
            if (age > limit)
                legs.Add(new OpenLeg(run.Start.RunId, age));
        }

        legs.Sort(static (a, b) => a.AgeMicros.CompareTo(b.AgeMicros));
        return [.. legs];
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
