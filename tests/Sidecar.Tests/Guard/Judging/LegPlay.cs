using Shadow.Runs;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>How a leg ends.</summary>
internal sealed record LegPlay
{
    public static readonly LegPlay Good = new();

    public static readonly LegPlay Broken = new() { Failure = LegFailure.Status5xx };

    public static readonly LegPlay Dear = new() { Cost = 99 };

    public static readonly LegPlay Wrong = new() { Quality = 5 };

    /// <summary>None: it answers with a plan.</summary>
    public LegFailure Failure { get; init; }

    public double? Cost { get; init; } = 1;

    public double? Quality { get; init; } = 95;

    public string? Build { get; init; }
}
