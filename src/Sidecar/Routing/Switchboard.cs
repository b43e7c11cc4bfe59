using Shadow.Runs;
using Sidecar.Guard;

namespace Sidecar.Routing;

/// <summary>Which planner a run gets, and why: the first rule that applies.</summary>
internal static class Switchboard
{
    /// <summary>Assigns a run.</summary>
    /// <param name="guard">The guard's state, read once for this run.</param>
    /// <param name="asked">The planner that the caller asked for, where that is allowed.</param>
    /// <param name="point">The run's point, 0 to 99,999.</param>
    public static Assignment Assign(GuardSnapshot guard, Planner? asked, int point)
    {
        if (guard.KillSwitch)
            return new(Planner.V1, SelectionReason.KillSwitch);
        if (asked is { } planner)
            return new(planner, SelectionReason.Override);
        return point < guard.CanaryPoints ? new(Planner.V2, SelectionReason.Canary) : new(Planner.V1, SelectionReason.Default);
    }
}
