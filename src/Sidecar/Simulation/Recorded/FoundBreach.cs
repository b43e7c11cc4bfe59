using Shadow.Detection;

namespace Sidecar.Simulation.Recorded;

/// <summary>A breach that was found in the recorded runs.</summary>
internal sealed record FoundBreach
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The run whose leg tipped it; null: the judgement of the second.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>That run's number among those of its epoch; without one, how many had arrived.</summary>
    public required long Run { get; init; }

    /// <summary>Runs on v2 whose leg had been evidence in the epoch.</summary>
    public required long V2Runs { get; init; }

    /// <summary>What is breached.</summary>
    public required JudgedMetrics Breached { get; init; }

    /// <summary>The breach texts.</summary>
    public required IReadOnlyList<string> Breaches { get; init; }

    /// <summary>Why it led to no rollback; null where it did.</summary>
    public string? Cause { get; init; }
}
