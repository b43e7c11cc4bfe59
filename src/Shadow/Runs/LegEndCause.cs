namespace Shadow.Runs;

/// <summary>Who ended a leg. Only what planners do is evidence of them.</summary>
public enum LegEndCause
{
    /// <summary>The planner: by its answer or by its failure.</summary>
    Planner,

    /// <summary>The agent left, or its request could not be read or sent.</summary>
    Agent,

    /// <summary>The sidecar itself, because it is stopping.</summary>
    Shutdown,

    /// <summary>The sidecar, because the kill switch came before the answer had begun.</summary>
    CutOver,

    /// <summary>The sidecar, because v1's answer was there and v2 silent for too long.</summary>
    Hedged,

    /// <summary>An upgraded connection, which has no answer to judge.</summary>
    Upgrade,
}
