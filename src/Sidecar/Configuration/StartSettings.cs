namespace Sidecar.Configuration;

/// <summary>What the environment says of the runtime settings.</summary>
/// <param name="CanaryPct">PLANNER_CANARY_PCT, clamped to 0 to 100; null where it is not set.</param>
/// <param name="KillSwitch">True while PLANNER_KILL_SWITCH is true.</param>
public sealed record StartSettings(double? CanaryPct, bool KillSwitch);
