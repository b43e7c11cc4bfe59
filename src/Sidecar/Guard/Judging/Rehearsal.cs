using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Guard.Judging;

/// <summary>
/// A breach of everything, judged over evidence that is thrown away. On the .NET runtime what has never run is compiled when it is first
/// needed: without this the first rollback would be the slowest of all, and it is the one that counts.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Rehearses; returns the breach texts.</summary>
    public static IReadOnlyList<string> Run(TimeProvider time)
    {
        var thresholds = new Thresholds { MinSample = 1, MaxConsecutiveErrors = 1 };
        var book = new EvidenceBook(() => thresholds, time, new ThresholdJudge());
        var good = LegSample.Of(LegFailure.None, 1, 1, 100);
        foreach (var v2 in new[] { LegSample.Of(LegFailure.None, 9_000, 9, 1), LegSample.Of(LegFailure.Timeout, 9_000, null, null) })
        {
            book.Observe(new RunEvidence(Guid.NewGuid(), 1, Planner.V1, 0, good, v2));
            book.Observe(new RunEvidence(Guid.NewGuid(), 1, Planner.V2, 0, null, v2));
            book.Judge(1, []);
        }

        OpenLeg[] open = [new(Guid.NewGuid(), 9_000_000)];
        book.Judge(1, [open[0].AgeMicros], out var breach);
        return BreachTexts.Of(breach!.With(open).Judgement);
    }
}
