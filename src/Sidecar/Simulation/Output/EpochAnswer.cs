using Shadow.Detection;
using Sidecar.Simulation.Recorded;

namespace Sidecar.Simulation.Output;

/// <summary>What came of judging the runs of an epoch again.</summary>
internal sealed record EpochAnswer
{
    public required int Epoch { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    /// <summary>True where it began before the period: its earlier runs are no evidence here.</summary>
    public required bool BegunBefore { get; init; }

    public required long Runs { get; init; }

    public required long V2Runs { get; init; }

    /// <summary>The last verdict while v2 might get traffic; null where there was none.</summary>
    public required string? Verdict { get; init; }

    /// <summary>Where it would have been rolled back; null: nowhere.</summary>
    public required FoundBreachAnswer? Rollback { get; init; }

    /// <summary>Recorded runs on v2 that arrived after that.</summary>
    public required long V2RunsAfter { get; init; }

    /// <summary>The rollback that really happened; null: none.</summary>
    public required RecordedRollbackAnswer? Recorded { get; init; }

    /// <summary><c>neither</c>, <c>same</c>, <c>earlier</c>, <c>later</c>, <c>only_judged_again</c> or <c>only_recorded</c>.</summary>
    public required string Compared { get; init; }

    /// <summary>The first breach that v1 made good for; null: none.</summary>
    public required FoundBreachAnswer? Held { get; init; }

    /// <summary>The first breach of v2's shadow legs; null: none.</summary>
    public required FoundBreachAnswer? WouldBreach { get; init; }

    public static EpochAnswer Of(EpochFinding epoch) =>
        new()
        {
            Epoch = epoch.Epoch,
            From = epoch.From.UtcDateTime,
            To = epoch.To.UtcDateTime,
            BegunBefore = epoch.BegunBefore,
            Runs = epoch.Runs,
            V2Runs = epoch.V2Runs,
            Verdict = epoch.Verdict?.Name(),
            Rollback = FoundBreachAnswer.From(epoch.Rollback),
            V2RunsAfter = epoch.V2RunsAfter,
            Recorded = RecordedRollbackAnswer.From(epoch.Recorded),
            Compared = Name(epoch.Comparison),
            Held = FoundBreachAnswer.From(epoch.Held),
            WouldBreach = FoundBreachAnswer.From(epoch.WouldBreach),
        };

    private static string Name(Comparison comparison) =>
        comparison switch
        {
            Comparison.Same => "same",
            Comparison.Earlier => "earlier",
            Comparison.Later => "later",
            Comparison.OnlyJudgedAgain => "only_judged_again",
            Comparison.OnlyRecorded => "only_recorded",
            _ => "neither",
        };
}
