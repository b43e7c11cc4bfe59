namespace Sidecar.Simulation.Passes;

/// <summary>
/// The standard normal distribution's quantile: Wichura, Algorithm AS 241 (PPND7), Applied Statistics 37 (1988), good to seven digits. One
/// uniform number gives one normal number, and a larger one a larger one.
/// </summary>
internal static class NormalQuantile
{
    /// <summary>The 95th percentile.</summary>
    public const double P95 = 1.6448536269514722;

    /// <summary>The value below which a normal number lies with this probability, which is above 0 and below 1.</summary>
    public static double Of(double probability)
    {
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var near = 0.180625 - q * q;
            return q
                * (((59.109374720 * near + 159.29113202) * near + 50.434271938) * near + 3.3871327179)
                / (((67.187563600 * near + 78.757757664) * near + 17.895169469) * near + 1.0);
        }

        var tail = Math.Sqrt(-ExactMath.Log(q < 0 ? probability : 1 - probability));
        var value = tail <= 5 ? Middle(tail - 1.6) : Far(tail - 5);
        return q < 0 ? -value : value;
    }

    private static double Middle(double r) =>
        (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / ((0.12021132975 * r + 0.73700164250) * r + 1.0);

    private static double Far(double r) =>
        (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / ((0.012258202635 * r + 0.24197894225) * r + 1.0);
}
