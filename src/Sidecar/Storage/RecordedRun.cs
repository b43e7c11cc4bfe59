using Shadow.Runs;

namespace Sidecar.Storage;

/// <summary>A recorded run as far as it is judged.</summary>
public readonly record struct RecordedRun
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When it arrived, UTC ticks.</summary>
    public required long At { get; init; }

    /// <summary>The epoch in which it was assigned.</summary>
    public required int Epoch { get; init; }

    /// <summary>The planner that the split chose.</summary>
    public required Planner Assigned { get; init; }

    /// <summary>Whether v2's leg counted at its age while it was open.</summary>
    public required bool OpenCounts { get; init; }

    /// <summary>Whether the kill switch took it from v2: v2's leg was open then.</summary>
    public bool CutOver { get; init; }

    /// <summary>v1's leg.</summary>
    public RecordedLeg V1 { get; init; }

    /// <summary>v2's leg.</summary>
    public RecordedLeg V2 { get; init; }
}
