using Sidecar.Demo.Planners;

namespace Sidecar.Demo.Traffic;

/// <summary>One answer, as the agent saw it.</summary>
internal readonly record struct TrafficAnswer
{
    /// <summary>What was asked.</summary>
    public required ObjectiveTruth Asked { get; init; }

    /// <summary>HTTP status; 0 where no answer came.</summary>
    public int Status { get; init; }

    /// <summary><c>X-Planner-Run-Id</c>.</summary>
    public string? RunId { get; init; }

    /// <summary><c>X-Planner-Selected</c>.</summary>
    public string? Selected { get; init; }

    /// <summary><c>X-Planner-Reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary><c>X-Planner-Build</c>: which sample planner really wrote the answer.</summary>
    public string? Build { get; init; }

    /// <summary>From the sending to the last byte of the answer.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>When the last byte was there, UTC.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>True where a planner answered and the sidecar named the one that did.</summary>
    public bool Good => Status == StatusCodes.Status200OK && RunId is not null && SampleBuild.IsOf(Build, Selected);
}
