namespace Sidecar.Demo.Traffic;

/// <summary>What the agents saw in one stretch of traffic.</summary>
internal sealed record TrafficCounts
{
    /// <summary>Requests that were sent and have ended.</summary>
    public required int Runs { get; init; }

    /// <summary>Answers of v1, by <c>X-Planner-Selected</c>.</summary>
    public required int V1 { get; init; }

    /// <summary>Answers of v2.</summary>
    public required int V2 { get; init; }

    /// <summary>Requests without a good answer.</summary>
    public required int Errors { get; init; }

    /// <summary>What was wrong with the first of them.</summary>
    public string? FirstError { get; init; }

    /// <summary>Answers by <c>X-Planner-Reason</c>.</summary>
    public required IReadOnlyDictionary<string, int> ByReason { get; init; }

    /// <summary>When the last answer of each reason had come, UTC.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> LastByReason { get; init; }

    /// <summary>Answers by <c>X-Planner-Build</c>.</summary>
    public required IReadOnlyDictionary<string, int> ByBuild { get; init; }

    /// <summary>Runs on which the planners must have disagreed, by the agents that they chose.</summary>
    public required IReadOnlyDictionary<AgentPair, int> Disagreements { get; init; }

    /// <summary>The runs' ids, by <c>X-Planner-Run-Id</c>.</summary>
    public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>Median from sending to last byte, milliseconds.</summary>
    public double? P50Ms { get; init; }

    /// <summary>95th percentile of the same, nearest rank.</summary>
    public double? P95Ms { get; init; }

    /// <summary>The answers that gave this reason.</summary>
    public int Because(string reason) => ByReason.GetValueOrDefault(reason);
}
