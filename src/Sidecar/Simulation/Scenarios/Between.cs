namespace Sidecar.Simulation.Scenarios;

/// <summary>Values on a straight line.</summary>
internal static class Between
{
    /// <summary>The value at a share of the way; exact at both ends.</summary>
    public static double At(double from, double to, double share) => from == to ? to : from + (to - from) * share;
}
