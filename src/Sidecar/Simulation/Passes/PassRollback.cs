using Shadow.Detection;
using Sidecar.Storage;

namespace Sidecar.Simulation.Passes;

/// <summary>A rollback of a pass.</summary>
internal sealed record PassRollback
{
    /// <summary>Since the first run arrived.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Runs that had arrived.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs on v2 whose leg had been evidence in the epoch.</summary>
    public required int V2Runs { get; init; }

    /// <summary>The epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>What was breached.</summary>
    public required JudgedMetrics Breached { get; init; }

    /// <summary>The run whose leg tipped it; null: a tick.</summary>
    public required int? TippedBy { get; init; }

    /// <summary>The first run of the epoch on a v2 whose values lie beyond a threshold; null: there was none, it was chance.</summary>
    public required int? FirstBadRun { get; init; }

    /// <summary>Since that run arrived.</summary>
    public required TimeSpan? AfterFirstBadRun { get; init; }

    /// <summary>The history's entry.</summary>
    public required HistoryEntry Entry { get; init; }
}
