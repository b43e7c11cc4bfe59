namespace Sidecar.Storage;

/// <summary>The runtime settings as they are stored: what operators and the guard set, without what environment and kill file add.</summary>
/// <param name="CanaryPct">0 to 100 percent.</param>
/// <param name="KillSwitch">As set.</param>
/// <param name="Epoch">The epoch in force.</param>
/// <param name="Version">Of the last change.</param>
/// <param name="UpdatedBy">Who made it.</param>
/// <param name="Reason">Why.</param>
/// <param name="UpdatedAt">When, UTC.</param>
public sealed record StoredSettings(
    double CanaryPct,
    bool KillSwitch,
    int Epoch,
    long Version,
    string UpdatedBy,
    string? Reason,
    DateTimeOffset UpdatedAt
);
