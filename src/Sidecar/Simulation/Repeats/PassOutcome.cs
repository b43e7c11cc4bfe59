using Shadow.Detection;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Repeats;

/// <summary>What is kept of a pass among many: its first rollback.</summary>
/// <param name="RolledBack">Whether there was one.</param>
/// <param name="Breached">On what.</param>
/// <param name="Runs">Runs that had arrived.</param>
/// <param name="V2Runs">Runs on v2 that it is drawn from.</param>
/// <param name="ByChance">True where v2's values lay beyond no threshold: a false alarm.</param>
/// <param name="Held">Whether what was expected came; null where nothing was.</param>
internal readonly record struct PassOutcome(bool RolledBack, JudgedMetrics Breached, int Runs, int V2Runs, bool ByChance, bool? Held)
{
    /// <summary>Of a pass.</summary>
    public static PassOutcome Of(PassResult result)
    {
        var held = ExpectationCheck.Unmet(result) is { } unmet ? unmet.Count == 0 : (bool?)null;
        return result.Rollbacks is [var first, ..]
            ? new PassOutcome(true, first.Breached, first.Runs, first.V2Runs, first.FirstBadRun is null, held)
            : new PassOutcome(false, JudgedMetrics.None, 0, 0, false, held);
    }
}
