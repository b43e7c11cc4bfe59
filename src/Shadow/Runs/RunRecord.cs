using Shadow.Decisions;

namespace Shadow.Runs;

/// <summary>One run, whole, as it is recorded once both of its legs have ended.</summary>
public sealed record RunRecord
{
    /// <summary>A UUIDv7 whose time is <see cref="At"/>.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When the request arrived, UTC, taken before the guard's state was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>The request's path, without query.</summary>
    public required string Path { get; init; }

    /// <summary>Keyed hash of the sticky key, 16 hex digits; null where the run had none.</summary>
    public string? StickyKeyHash { get; init; }

    /// <summary>The trace id of the request's traceparent, 32 hex digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>The status that the agent got; 499 where it left before there was one.</summary>
    public required int Status { get; init; }

    /// <summary>The planner that the split chose.</summary>
    public required Planner Assigned { get; init; }

    /// <summary>The planner whose answer the agent got.</summary>
    public required Planner Selected { get; init; }

    /// <summary>Why.</summary>
    public required SelectionReason Reason { get; init; }

    /// <summary>What became of the mirroring.</summary>
    public required ShadowOutcome Outcome { get; init; }

    /// <summary>v1's leg; null where v1 was not asked.</summary>
    public LegRecord? V1 { get; init; }

    /// <summary>v2's leg; null where v2 was not asked.</summary>
    public LegRecord? V2 { get; init; }

    /// <summary>How the decisions differ; null unless the outcome is <see cref="ShadowOutcome.Compared"/>.</summary>
    public DecisionDiff? Diff { get; init; }

    /// <summary>canary_pct when the run was assigned.</summary>
    public required double CanaryPct { get; init; }

    /// <summary>The kill switch when the run was assigned.</summary>
    public required bool KillSwitch { get; init; }

    /// <summary>The epoch in which the run was assigned.</summary>
    public required int Epoch { get; init; }

    /// <summary>Which of its legs are evidence; <see cref="JudgeMode.Off"/> too for an upgrade, and where the caller had chosen the planner.</summary>
    public JudgeMode Judge { get; init; }

    /// <summary>The request's body, only with <c>Storage:KeepBodies</c>.</summary>
    public byte[]? RequestBody { get; init; }

    /// <summary>The leg of a planner; null where it was not asked.</summary>
    public LegRecord? Leg(Planner planner) => planner == Planner.V1 ? V1 : V2;

    /// <summary>The leg whose answer the agent got.</summary>
    public LegRecord? Answer => Leg(Selected);

    /// <summary>The other leg.</summary>
    public LegRecord? Beside => Leg(Selected.Other());
}
