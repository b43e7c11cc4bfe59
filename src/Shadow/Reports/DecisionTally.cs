namespace Shadow.Reports;

/// <summary>Counts how decisions differ.</summary>
internal sealed class DecisionTally
{
    // By the bits of DiffFlags: 32 counters hold every figure, and one run touches one of them.
    private readonly long[] _counts = new long[32];

    public void Add(DiffFlags diff) => _counts[(int)diff]++;

    public DecisionFigures Figures() =>
        new()
        {
            Compared = _counts.Sum(),
            AgentChanged = With(DiffFlags.Agent),
            StepsChanged = With(DiffFlags.Steps),
            ToolsChanged = With(DiffFlags.Tools),
            DryRunChanged = With(DiffFlags.DryRun),
            AnyChange = With(DiffFlags.Decision),
            StatusChanged = With(DiffFlags.Status),
        };

    private long With(DiffFlags any) => _counts.Where((_, bits) => (bits & (int)any) != 0).Sum();
}
