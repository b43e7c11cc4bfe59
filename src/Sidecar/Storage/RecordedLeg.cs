using Shadow.Detection;

namespace Sidecar.Storage;

/// <summary>A leg of a recorded run as far as it is judged. The default value is a leg that was not sent.</summary>
public readonly record struct RecordedLeg
{
    /// <summary>Whether the planner was asked at all.</summary>
    public bool Sent { get; init; }

    /// <summary>When it ended, UTC ticks: the run's arrival and its latency. What the sidecar waited for the agent is not in it.</summary>
    public long EndedAt { get; init; }

    /// <summary>When it became evidence, UTC ticks: with its end, but of a 4xx that waits for the other leg, with that one's.</summary>
    public long KnownAt { get; init; }

    /// <summary>Its latency, microseconds.</summary>
    public long LatencyMicros { get; init; }

    /// <summary>What it says of its planner; null where that is nothing.</summary>
    public LegSample? Sample { get; init; }
}
