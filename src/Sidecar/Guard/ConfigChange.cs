namespace Sidecar.Guard;

/// <summary>What an operator wants changed; null leaves a value as it is.</summary>
/// <param name="CanaryPct">0 to 100 percent.</param>
/// <param name="KillSwitch">The kill switch.</param>
/// <param name="UpdatedBy">Who; null: <c>operator</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record ConfigChange(double? CanaryPct, bool? KillSwitch, string? UpdatedBy, string? Reason);
