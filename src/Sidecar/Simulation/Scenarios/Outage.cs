using Shadow.Runs;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Something that both planners depend on fails: they fail on the same runs.</summary>
/// <param name="FromRun">The first run.</param>
/// <param name="ToRun">The last run.</param>
/// <param name="Pct">The share of runs that it hits, percent.</param>
/// <param name="Kind">How they fail.</param>
internal sealed record Outage(int FromRun, int ToRun, double Pct, LegFailure Kind)
{
    /// <summary>Whether a run lies in it.</summary>
    public bool Covers(int run) => run >= FromRun && run <= ToRun;
}
