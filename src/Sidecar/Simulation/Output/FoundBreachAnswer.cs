using Shadow.Detection;
using Sidecar.Simulation.Recorded;

namespace Sidecar.Simulation.Output;

/// <summary>A breach that was found in the recorded runs.</summary>
internal sealed record FoundBreachAnswer
{
    public required DateTime At { get; init; }

    /// <summary>The run whose leg tipped it; null: the judgement of the second.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>Its number among the runs of its epoch.</summary>
    public required long Run { get; init; }

    /// <summary>Runs on v2 that it is drawn from.</summary>
    public required long V2Runs { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required IReadOnlyList<string> Breaches { get; init; }

    public required string? Cause { get; init; }

    public static FoundBreachAnswer? From(FoundBreach? breach) =>
        breach is null
            ? null
            : new FoundBreachAnswer
            {
                At = breach.At.UtcDateTime,
                RunId = breach.RunId,
                Run = breach.Run,
                V2Runs = breach.V2Runs,
                Metrics = BreachTexts.Names(breach.Breached),
                Breaches = breach.Breaches,
                Cause = breach.Cause,
            };
}
