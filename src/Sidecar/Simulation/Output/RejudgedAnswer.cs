using Sidecar.Guard.Contracts;
using Sidecar.Simulation.Recorded;

namespace Sidecar.Simulation.Output;

/// <summary>Recorded runs that were judged again, for programs.</summary>
internal sealed record RejudgedAnswer
{
    /// <summary>Null: from the first run on.</summary>
    public required DateTime? Since { get; init; }

    public required DateTime Until { get; init; }

    public required long Runs { get; init; }

    public required ThresholdsAnswer Thresholds { get; init; }

    /// <summary>Those of the configuration.</summary>
    public required ThresholdsAnswer Configured { get; init; }

    public required IReadOnlyList<EpochAnswer> Epochs { get; init; }

    public static RejudgedAnswer From(RejudgedLog log) =>
        new()
        {
            Since = log.Period.From == DateTimeOffset.UnixEpoch ? null : log.Period.From.UtcDateTime,
            Until = log.Period.Until.UtcDateTime,
            Runs = log.Runs,
            Thresholds = ThresholdsAnswer.From(log.Thresholds),
            Configured = ThresholdsAnswer.From(log.Configured),
            Epochs = [.. log.Epochs.Select(EpochAnswer.Of)],
        };
}
