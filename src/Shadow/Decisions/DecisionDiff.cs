namespace Shadow.Decisions;

/// <summary>How the two decisions of one run differ, from v1 to v2 whichever of them was served.</summary>
/// <param name="AgentChanged">Another agent was chosen.</param>
/// <param name="StepsChanged">Other steps, or the same in another order.</param>
/// <param name="ToolsChanged">Other tools, counted as a multiset.</param>
/// <param name="DryRunChanged">One is a dry run and the other is not; an absent value is <c>false</c>.</param>
/// <param name="StatusChanged">Another class of HTTP status. Not part of <see cref="AnyChange"/>, which is of the decision.</param>
/// <param name="StepsEdit">How the steps differ.</param>
public sealed record DecisionDiff(
    bool AgentChanged,
    bool StepsChanged,
    bool ToolsChanged,
    bool DryRunChanged,
    bool StatusChanged,
    StepsEdit StepsEdit
)
{
    /// <summary>True when agent, steps, tools or dry_run differ.</summary>
    public bool AnyChange => AgentChanged || StepsChanged || ToolsChanged || DryRunChanged;
}
