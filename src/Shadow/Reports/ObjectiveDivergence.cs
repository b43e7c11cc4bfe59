namespace Shadow.Reports;

/// <summary>How the decisions of runs with one objective differ.</summary>
/// <param name="Objective">The objective; null stands for all those beyond the ones that are told apart.</param>
/// <param name="Compared">Compared runs of it.</param>
/// <param name="AnyChange">Of them, with another decision.</param>
/// <param name="AgentChanged">Of them, with another agent.</param>
public sealed record ObjectiveDivergence(string? Objective, long Compared, long AnyChange, long AgentChanged)
{
    /// <summary>Percent of the compared runs.</summary>
    public double? AnyChangePct => Share.Pct(AnyChange, Compared);

    /// <summary>Percent of the compared runs.</summary>
    public double? AgentChangedPct => Share.Pct(AgentChanged, Compared);
}
