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

    /// <summary>An upgraded connection, which has no answer to judge.</summary>
    Upgrade,
}
