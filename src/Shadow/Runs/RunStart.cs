namespace Shadow.Runs;

/// <summary>What is known of a run when it begins.</summary>
public sealed record RunStart
{
    /// <summary>A UUIDv7 of <see cref="At"/>.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When the request arrived: taken before the guard's state is read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>The request's path, without query.</summary>
    public required string Path { get; init; }

    /// <summary>The sticky key itself; only its keyed hash is ever recorded.</summary>
    public string? StickyKey { get; init; }

    /// <summary>The request's traceparent header.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The planner that the split chose.</summary>
    public required Planner Assigned { get; init; }

    /// <summary>Why.</summary>
    public required SelectionReason Reason { get; init; }

    /// <summary>canary_pct as it was read.</summary>
    public required double CanaryPct { get; init; }

    /// <summary>The kill switch as it was read.</summary>
    public required bool KillSwitch { get; init; }

    /// <summary>The epoch as it was read.</summary>
    public required int Epoch { get; init; }

    /// <summary>Which legs are evidence.</summary>
    public required JudgeMode Judge { get; init; }

    /// <summary>True for a WebSocket, gRPC or CONNECT: bytes pass both ways, and there is no answer to copy or to judge.</summary>
    public bool Upgrade { get; init; }

    /// <summary>True for those of them that have no body and are opened by the answer's head: all but gRPC.</summary>
    public bool Tunnel { get; init; }

    /// <summary>Why the run is not mirrored, where that is known already; null where it is to be mirrored.</summary>
    public ShadowOutcome? NotMirrored { get; init; }
}
