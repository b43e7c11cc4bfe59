namespace Sidecar.Guard;

/// <summary>The guard's state at one moment. A run reads it once; only the guard replaces it.</summary>
public sealed record GuardSnapshot
{
    /// <summary>The points of the split: a run's point is 0 to 99,999, so the resolution is 0.001 percent.</summary>
    public const int Points = 100_000;

    private readonly double _canaryPct;

    /// <summary>The share of runs for v2, 0 to 100 percent, as set.</summary>
    public required double CanaryPct
    {
        get => _canaryPct;
        init
        {
            _canaryPct = value;
            CanaryPoints = (int)Math.Round(value * (Points / 100.0), MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>The points below which a run goes to v2, from <see cref="CanaryPct"/>. Not lowered by the kill switch.</summary>
    public int CanaryPoints { get; private init; }

    /// <summary>True while v2 may get nothing: as set, by the environment, or by the kill file.</summary>
    public required bool KillSwitch { get; init; }

    /// <summary>The kill switch as operators, the guard or the environment set it, and as it is stored: without the kill file.</summary>
    public bool KillSwitchSet { get; init; }

    /// <summary>True while the kill file holds the kill switch on.</summary>
    public bool KillFile { get; init; }

    /// <summary>canary_pct, or 0 while the kill switch is on.</summary>
    public double EffectivePct => KillSwitch ? 0 : CanaryPct;

    /// <summary>The stretch of runs that evidence is drawn from.</summary>
    public required int Epoch { get; init; }

    /// <summary>Grows by one with every change.</summary>
    public required long Version { get; init; }

    /// <summary>Who made the last change.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>Why; null where nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>False while the change is not yet in the store.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>True where the stored canary_pct differs from what the environment asks for.</summary>
    public bool Overridden { get; init; }
}
