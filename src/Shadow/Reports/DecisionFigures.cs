namespace Shadow.Reports;

/// <summary>How the decisions of the compared runs differ: counts of runs.</summary>
public sealed record DecisionFigures
{
    /// <summary>Runs of which both decisions were read.</summary>
    public long Compared { get; init; }

    /// <summary>With another agent.</summary>
    public long AgentChanged { get; init; }

    /// <summary>With other steps.</summary>
    public long StepsChanged { get; init; }

    /// <summary>With other tools.</summary>
    public long ToolsChanged { get; init; }

    /// <summary>Of which one is a dry run.</summary>
    public long DryRunChanged { get; init; }

    /// <summary>With any of these.</summary>
    public long AnyChange { get; init; }

    /// <summary>With another class of HTTP status.</summary>
    public long StatusChanged { get; init; }

    /// <summary>Runs with another agent of the compared ones, percent; null where none was compared.</summary>
    public double? AgentChangedPct => RatePct(AgentChanged);

    /// <summary>Runs with any change of the compared ones, percent; null where none was compared.</summary>
    public double? AnyChangePct => RatePct(AnyChange);

    /// <summary>A count as percent of the compared runs; null where none was compared.</summary>
    public double? RatePct(long count) => Share.Pct(count, Compared);
}
