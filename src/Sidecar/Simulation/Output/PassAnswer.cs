using Sidecar.Guard.Contracts;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Output;

/// <summary>A pass for programs. Config, evaluation, stats and thresholds have the shape of the status.</summary>
internal sealed record PassAnswer
{
    public required ScenarioAnswer Scenario { get; init; }

    public required ThresholdsAnswer Thresholds { get; init; }

    public required string Action { get; init; }

    public required int Runs { get; init; }

    public required int V2Runs { get; init; }

    /// <summary>How long the pass took on its own clock, seconds.</summary>
    public required double TookS { get; init; }

    public required IReadOnlyList<PassRollbackAnswer> Rollbacks { get; init; }

    public required ExpectationAnswer? Expected { get; init; }

    public required ConfigAnswer Config { get; init; }

    public required EvaluationAnswer Evaluation { get; init; }

    public required StatsAnswer Stats { get; init; }

    public required IReadOnlyList<TimelineAnswer> Timeline { get; init; }

    public static PassAnswer From(PassResult result) =>
        new()
        {
            Scenario = ScenarioAnswer.From(result.Scenario),
            Thresholds = ThresholdsAnswer.From(result.Scenario.Thresholds),
            Action = result.Action,
            Runs = result.Runs,
            V2Runs = result.V2Runs,
            TookS = result.Took.TotalSeconds,
            Rollbacks = [.. result.Rollbacks.Select(PassRollbackAnswer.From)],
            Expected = ExpectationAnswer.From(ExpectationCheck.Unmet(result)),
            Config = ConfigAnswer.From(result.State),
            Evaluation = result.Evaluation,
            Stats = StatsAnswer.From(result.Statistics),
            Timeline = [.. result.Timeline.Select(TimelineAnswer.From)],
        };
}
