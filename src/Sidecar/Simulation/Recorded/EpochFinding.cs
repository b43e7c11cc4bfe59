using Shadow.Detection;
using Sidecar.Guard.Judging;

namespace Sidecar.Simulation.Recorded;

/// <summary>What came of judging the runs of an epoch again.</summary>
internal sealed record EpochFinding
{
    /// <summary>The epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>When its first run of the period arrived.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When its last one did.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>True where it began before the period: its earlier runs are no evidence here.</summary>
    public required bool BegunBefore { get; init; }

    /// <summary>Its runs in the period.</summary>
    public required long Runs { get; init; }

    /// <summary>Of them, those assigned to v2.</summary>
    public required long V2Runs { get; init; }

    /// <summary>The verdict of the last judgement while v2 might get traffic; null where there was none.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>Where it would have been rolled back; null: nowhere.</summary>
    public required FoundBreach? Rollback { get; init; }

    /// <summary>Runs on v2 that arrived after that and were recorded.</summary>
    public required long V2RunsAfter { get; init; }

    /// <summary>The first breach that would have led to nothing, because v1 was no better; null: none.</summary>
    public required FoundBreach? Held { get; init; }

    /// <summary>The first breach of v2's shadow legs; null: none.</summary>
    public required FoundBreach? WouldBreach { get; init; }

    /// <summary>The rollback that really happened; null: none.</summary>
    public required RecordedRollback? Recorded { get; init; }

    /// <summary>How the two compare.</summary>
    public Comparison Comparison =>
        (Rollback, Recorded) switch
        {
            (null, null) => Comparison.Neither,
            (null, _) => Comparison.OnlyRecorded,
            (_, null) => Comparison.OnlyJudgedAgain,
            var (found, recorded) when found.RunId == recorded.RunId && (found.RunId is not null || SameSecond(found, recorded)) =>
                Comparison.Same,
            var (found, recorded) => found.At <= recorded.At ? Comparison.Earlier : Comparison.Later,
        };

    // Two judgements of the second: at which part of it the running sidecar made its own is not recorded.
    private static bool SameSecond(FoundBreach found, RecordedRollback recorded) =>
        (found.At - recorded.At).Duration() <= EvaluationTimer.Period;
}
