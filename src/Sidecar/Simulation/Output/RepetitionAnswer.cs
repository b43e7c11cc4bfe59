using Sidecar.Guard.Contracts;
using Sidecar.Simulation.Repeats;

namespace Sidecar.Simulation.Output;

/// <summary>Many passes for programs.</summary>
internal sealed record RepetitionAnswer
{
    public required ScenarioAnswer Scenario { get; init; }

    public required ThresholdsAnswer Thresholds { get; init; }

    public required int Passes { get; init; }

    public required int RolledBack { get; init; }

    /// <summary>Rollbacks while v2's values lay within the thresholds.</summary>
    public required int ByChance { get; init; }

    public required IReadOnlyDictionary<string, int> ByMetric { get; init; }

    /// <summary>Runs that had arrived at the first rollback; null where there was none.</summary>
    public required Distribution? Runs { get; init; }

    /// <summary>Runs on v2 that it is drawn from.</summary>
    public required Distribution? V2Runs { get; init; }

    /// <summary>Passes in which what was expected came; null where nothing was.</summary>
    public required int? Held { get; init; }

    public static RepetitionAnswer From(Repetition repetition) =>
        new()
        {
            Scenario = ScenarioAnswer.From(repetition.Scenario),
            Thresholds = ThresholdsAnswer.From(repetition.Scenario.Thresholds),
            Passes = repetition.Passes.Count,
            RolledBack = repetition.RolledBack,
            ByChance = repetition.ByChance,
            ByMetric = repetition.ByMetric.ToDictionary(static count => count.Metric, static count => count.Passes),
            Runs = repetition.Runs,
            V2Runs = repetition.V2Runs,
            Held = repetition.Held,
        };
}
