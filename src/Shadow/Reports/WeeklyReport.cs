using Shadow.Detection;

namespace Shadow.Reports;

/// <summary>What became of the runs of a week, or of another stretch of days.</summary>
public sealed record WeeklyReport
{
    /// <summary>The stretch of time.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>All runs.</summary>
    public required long Runs { get; init; }

    /// <summary>Runs that v1 answered.</summary>
    public required long V1Runs { get; init; }

    /// <summary>Runs that v2 answered.</summary>
    public required long V2Runs { get; init; }

    /// <summary>Runs by the reason for their planner, most frequent first.</summary>
    public required IReadOnlyList<NamedCount> Reasons { get; init; }

    /// <summary>Runs by what became of their mirroring, most frequent first.</summary>
    public required IReadOnlyList<NamedCount> Outcomes { get; init; }

    /// <summary>How the decisions differ.</summary>
    public required DecisionFigures Decisions { get; init; }

    /// <summary>The most frequent pairs of agents.</summary>
    public required IReadOnlyList<AgentDisagreement> TopDisagreements { get; init; }

    /// <summary>Runs with another agent that are not in <see cref="TopDisagreements"/>.</summary>
    public required long OtherDisagreements { get; init; }

    /// <summary>Divergence by objective, where runs carry one.</summary>
    public required IReadOnlyList<ObjectiveDivergence> Objectives { get; init; }

    /// <summary>v1's legs.</summary>
    public required PlannerFigures V1 { get; init; }

    /// <summary>v2's legs.</summary>
    public required PlannerFigures V2 { get; init; }

    /// <summary>The rollbacks.</summary>
    public required ReportedRollbacks Rollbacks { get; init; }

    /// <summary>What v2 was held to when the report was made.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>What follows from the figures.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>What is to be done.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>v1's share of the runs, percent; null without runs.</summary>
    public double? V1SharePct => Share.Pct(V1Runs, Runs);

    /// <summary>v2's share of the runs, percent; null without runs.</summary>
    public double? V2SharePct => Share.Pct(V2Runs, Runs);
}
