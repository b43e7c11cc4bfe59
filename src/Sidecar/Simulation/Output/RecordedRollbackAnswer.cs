using Sidecar.Simulation.Recorded;

namespace Sidecar.Simulation.Output;

/// <summary>A rollback that really happened.</summary>
internal sealed record RecordedRollbackAnswer
{
    public required DateTime At { get; init; }

    public required string Trigger { get; init; }

    public required string UpdatedBy { get; init; }

    public required string? Reason { get; init; }

    public required Guid? RunId { get; init; }

    /// <summary>Its number among the runs of its epoch; null where it is not recorded.</summary>
    public required long? Run { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    public static RecordedRollbackAnswer? From(RecordedRollback? rollback) =>
        rollback is null
            ? null
            : new RecordedRollbackAnswer
            {
                At = rollback.At.UtcDateTime,
                Trigger = rollback.Automatic ? "auto" : "manual",
                UpdatedBy = rollback.UpdatedBy,
                Reason = rollback.Reason,
                RunId = rollback.RunId,
                Run = rollback.Run,
                Breaches = rollback.Breaches,
            };
}
