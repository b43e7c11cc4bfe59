using Shadow.Detection;

namespace Sidecar.Simulation.Scenarios;

/// <summary>A canary to be simulated.</summary>
internal sealed record Scenario
{
    /// <summary>Its name. Default: that of the file.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows; null: nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>What its chance is drawn from. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many runs arrive. Default 1,000.</summary>
    public int Runs { get; init; } = 1_000;

    /// <summary>How many arrive in a second, evenly. Default 10.</summary>
    public double RatePerSecond { get; init; } = 10;

    /// <summary>Whether each run is mirrored to the other planner. Default true.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>The deadline of a leg. Default 30.</summary>
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>What operators do. The settings begin at 0 percent.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }

    /// <summary>What v2 is held to.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>Planner v1.</summary>
    public required PlannerScript V1 { get; init; }

    /// <summary>Planner v2.</summary>
    public required PlannerScript V2 { get; init; }

    /// <summary>What hits both planners.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>What is to come of it; null: nothing is expected.</summary>
    public Expectation? Expect { get; init; }

    /// <summary>When a run arrives, counted from 1, after the first.</summary>
    public TimeSpan ArrivalOf(int run) => TimeSpan.FromTicks((long)Math.Round((run - 1) * (TimeSpan.TicksPerSecond / RatePerSecond)));

    /// <summary>
    /// Whether v2's values of a run lie beyond a threshold as they are set, before any chance: the runs that a rollback is there for.
    /// </summary>
    public bool IsBeyond(int run) =>
        new ThresholdJudge().Judge(ExpectedFigures.Of(V1.At(run), V2.At(run)), Thresholds).Breached != JudgedMetrics.None;
}
