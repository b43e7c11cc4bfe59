using Shadow.Decisions;

namespace Shadow.Runs;

/// <summary>One planner's part of a run, as it is recorded.</summary>
public sealed record LegRecord
{
    /// <summary>Which planner.</summary>
    public required Planner Planner { get; init; }

    /// <summary>Primary or shadow.</summary>
    public required LegRole Role { get; init; }

    /// <summary>HTTP status of the planner's answer; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>How it failed, or <see cref="LegFailure.None"/>.</summary>
    public LegFailure Failure { get; init; }

    /// <summary>True where the leg is no evidence of the planner: the agent broke off, or it was the client's own doing.</summary>
    public bool Inconclusive { get; init; }

    /// <summary>
    /// Milliseconds from the request's last byte handed to the connection to the answer's last byte, less what the sidecar waited for the
    /// agent. A leg that ended early has its age.
    /// </summary>
    public double LatencyMs { get; init; }

    /// <summary>Milliseconds to the answer's headers; null where none came.</summary>
    public double? TtfbMs { get; init; }

    /// <summary>Cost, quality and build as the planner reported them.</summary>
    public LegSignals Signals { get; init; }

    /// <summary>The decision, where one could be read.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The answer's body as it came, only with <c>Storage:KeepBodies</c>.</summary>
    public byte[]? Body { get; init; }
}
