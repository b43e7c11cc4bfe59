namespace Sidecar.Simulation.Scenarios;

/// <summary>How a planner answers over the runs of a scenario.</summary>
/// <param name="First">At the beginning.</param>
/// <param name="Changes">What it becomes, in the order of the runs; they do not overlap.</param>
internal sealed record PlannerScript(PlannerTraits First, IReadOnlyList<PlannerChange> Changes)
{
    /// <summary>The traits with which a run is answered.</summary>
    public PlannerTraits At(int run)
    {
        var traits = First;
        foreach (var change in Changes)
        {
            if (run < change.FromRun)
                break;
            if (run < change.ToRun)
                return change.From.Towards(change.To, (run - change.FromRun) / (double)(change.ToRun - change.FromRun));
            traits = change.To;
        }

        return traits;
    }
}
