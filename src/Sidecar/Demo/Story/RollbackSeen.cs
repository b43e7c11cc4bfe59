using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>What was seen of a v2 that turned worse and was rolled back.</summary>
internal sealed record RollbackSeen
{
    /// <summary>When v2 turned worse.</summary>
    public required DateTimeOffset TurnedAt { get; init; }

    /// <summary>When the sidecar had said that the kill switch is on.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The runs sent until then.</summary>
    public required TrafficCounts Until { get; init; }

    /// <summary>The runs sent after.</summary>
    public required TrafficCounts After { get; init; }

    /// <summary>The status, once the rollback was in it.</summary>
    public required StatusReading Status { get; init; }

    /// <summary>The history's new rollbacks, newest first.</summary>
    public required IReadOnlyList<RollbackReading> Rollbacks { get; init; }

    /// <summary>The audit log around the rollback and after it.</summary>
    public required IReadOnlyList<RunReading> Records { get; init; }
}
