using System.Text.Json;
using Shadow.Detection;

namespace Sidecar.Guard.Contracts;

/// <summary>What an automatic rollback rests on: the figures in the shape of the status, and the runs behind them.</summary>
internal sealed record RollbackEvidence
{
    public required LegStatsAnswer V1 { get; init; }

    public required LegStatsAnswer V2 { get; init; }

    public required LegStatsAnswer V2Shadow { get; init; }

    public required ShadowStatsAnswer Shadow { get; init; }

    /// <summary>Open legs of v2 that were counted at their age.</summary>
    public required int OpenLegs { get; init; }

    /// <summary>v2's failures in a row.</summary>
    public required int ConsecutiveErrors { get; init; }

    /// <summary>The run whose leg tipped it; null for the timer and on demand.</summary>
    public required TippingRun? TippedBy { get; init; }

    /// <summary>The runs that weighed most, worst first.</summary>
    public required IReadOnlyList<HeavyRun> Runs { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="breach">What the breach rests on.</param>
    /// <param name="tippedBy">The run whose leg tipped it.</param>
    public static string Json(BreachEvidence breach, TippingRun? tippedBy)
    {
        var stats = StatsAnswer.From(breach.Statistics);
        var evidence = new RollbackEvidence
        {
            V1 = stats.V1,
            V2 = stats.V2,
            V2Shadow = stats.V2Shadow,
            Shadow = stats.Shadow,
            OpenLegs = breach.Judgement.Figures.OpenLegs,
            ConsecutiveErrors = breach.Judgement.Figures.FailuresInARow,
            TippedBy = tippedBy,
            Runs = breach.Runs,
        };
        return JsonSerializer.Serialize(evidence, GuardJson.Readable.RollbackEvidence);
    }
}
