using System.Text.Json;
using Shadow.Detection;
using Sidecar.Guard.Contracts;
using Sidecar.Simulation.Passes;

namespace Sidecar.Simulation.Output;

/// <summary>A rollback of a pass.</summary>
internal sealed record PassRollbackAnswer
{
    /// <summary>Seconds since the first run arrived.</summary>
    public required double AtS { get; init; }

    /// <summary>Runs that had arrived.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs on v2 whose leg had been evidence in the epoch.</summary>
    public required int V2Runs { get; init; }

    public required int Epoch { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    /// <summary>The run whose leg tipped it; null: a tick.</summary>
    public required int? TippedBy { get; init; }

    public required int? FirstBadRun { get; init; }

    public required double? AfterFirstBadRunS { get; init; }

    public required JsonElement? Evidence { get; init; }

    public static PassRollbackAnswer From(PassRollback rollback) =>
        new()
        {
            AtS = rollback.At.TotalSeconds,
            Runs = rollback.Runs,
            V2Runs = rollback.V2Runs,
            Epoch = rollback.Epoch,
            Metrics = BreachTexts.Names(rollback.Breached),
            Breaches = rollback.Entry.Breaches,
            TippedBy = rollback.TippedBy,
            FirstBadRun = rollback.FirstBadRun,
            AfterFirstBadRunS = rollback.AfterFirstBadRun?.TotalSeconds,
            Evidence = StoredJson.Read(rollback.Entry.EvidenceJson),
        };
}
