namespace Sidecar.Guard.Contracts;

/// <summary>The settings in force.</summary>
internal sealed record ConfigAnswer
{
    public required double CanaryPct { get; init; }

    public required bool KillSwitch { get; init; }

    public required int Epoch { get; init; }

    public required long Version { get; init; }

    public required string UpdatedBy { get; init; }

    public required string? Reason { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required bool Overridden { get; init; }

    public required bool Durable { get; init; }

    public static ConfigAnswer From(GuardSnapshot snapshot) =>
        new()
        {
            CanaryPct = snapshot.CanaryPct,
            KillSwitch = snapshot.KillSwitch,
            Epoch = snapshot.Epoch,
            Version = snapshot.Version,
            UpdatedBy = snapshot.UpdatedBy,
            Reason = snapshot.Reason,
            UpdatedAt = snapshot.UpdatedAt.UtcDateTime,
            Overridden = snapshot.Overridden,
            Durable = snapshot.Durable,
        };
}
