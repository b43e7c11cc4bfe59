using Shadow.Runs;
using Sidecar.Demo.Planners;

namespace Sidecar.Simulation.Passes;

/// <summary>
/// The chance in a pass. Every number is a function of seed, run and purpose alone: with other values or thresholds the same run draws the
/// same numbers, so that two passes differ by what was changed and not by luck.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class Draws(int seed)
{
    private const int Purposes = 32;

    /// <summary>A number from 0 up to but without 1, of a run as a whole.</summary>
    public double Of(int run, Drawn what) => SteadyNoise.Of((long)run * Purposes + (int)what, seed);

    /// <summary>A number from 0 up to but without 1, of a planner's leg.</summary>
    public double Of(int run, Planner planner, Drawn what) =>
        SteadyNoise.Of((long)run * Purposes + (int)what + (planner == Planner.V1 ? 0 : Purposes / 2), seed);

    /// <summary>A standard normal number, of a planner's leg.</summary>
    public double Normal(int run, Planner planner, Drawn what)
    {
        // Half a step up: 0 has no quantile.
        const double Half = 1.0 / (1L << 54);
        return NormalQuantile.Of(Of(run, planner, what) + Half);
    }

    /// <summary>Whether something that has a share of so many percent comes about.</summary>
    public bool Hits(int run, Planner planner, Drawn what, double percent) => Of(run, planner, what) * 100 < percent;
}
