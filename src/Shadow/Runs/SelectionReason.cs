namespace Shadow.Runs;

/// <summary>Why a run was answered by the planner that answered it; the first that applies.</summary>
public enum SelectionReason
{
    /// <summary>The kill switch is on: v1.</summary>
    KillSwitch,

    /// <summary>The caller asked for a planner by header, and that is allowed.</summary>
    Override,

    /// <summary>The run's point fell below the canary percentage: v2.</summary>
    Canary,

    /// <summary>v1, for no other reason.</summary>
    Default,

    /// <summary>Assigned to v2, which failed before its answer began: v1.</summary>
    Failover,

    /// <summary>Assigned to v2, which was silent for too long while v1's answer was there: v1.</summary>
    Hedge,

    /// <summary>Assigned to v2, and the kill switch came before its answer began: v1.</summary>
    Cutover,
}
