using Shadow.Detection;
using Sidecar.Guard;
using Sidecar.Guard.Contracts;
using Sidecar.Simulation.Scenarios;
using Sidecar.Storage;

namespace Sidecar.Simulation.Passes;

/// <summary>What came of a pass.</summary>
internal sealed record PassResult
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Runs that arrived.</summary>
    public required int Runs { get; init; }

    /// <summary>Of them, those assigned to v2.</summary>
    public required int V2Runs { get; init; }

    /// <summary>How long it took, on its own clock.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What happened when.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>The rollbacks, the first one first.</summary>
    public required IReadOnlyList<PassRollback> Rollbacks { get; init; }

    /// <summary>The guard's state at the end.</summary>
    public required GuardSnapshot State { get; init; }

    /// <summary>The settings as they are stored at the end.</summary>
    public required StoredSettings Stored { get; init; }

    /// <summary>The history, oldest first.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>The evaluation at the end, as the status shows it.</summary>
    public required EvaluationAnswer Evaluation { get; init; }

    /// <summary>What v2's shadow legs would breach at the end.</summary>
    public required JudgedMetrics WouldBreach { get; init; }

    /// <summary>The evidence of the epoch at the end.</summary>
    public required EvidenceStatistics Statistics { get; init; }

    /// <summary><c>rollback</c> where there was one, else <c>none</c>.</summary>
    public string Action => Rollbacks.Count > 0 ? "rollback" : "none";
}
