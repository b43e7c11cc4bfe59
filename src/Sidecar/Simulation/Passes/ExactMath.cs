namespace Sidecar.Simulation.Passes;

/// <summary>
/// Logarithm and exponential made of nothing but IEEE additions, multiplications and divisions: those of the system's library differ in the
/// last bit from machine to machine, and a scenario prints the same everywhere. Good to a few units of the last place.
/// </summary>
internal static class ExactMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.44269504088896338700;

    /// <summary>The natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        // Around 1 the series is short.
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m − 1) / (m + 1)), by its series.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 23; k >= 3; k -= 2)
            sum = (sum + 1.0 / k) * square;
        return exponent * Ln2High + (exponent * Ln2Low + 2 * s * (1 + sum));
    }

    /// <summary>e to the power of a number from -700 to 700.</summary>
    public static double Exp(double x)
    {
        var power = (int)Math.Floor(x * Log2E + 0.5);
        var rest = x - power * Ln2High - power * Ln2Low;
        var sum = 1.0;
        for (var k = 14; k >= 1; k--)
            sum = 1 + sum * rest / k;
        return Math.ScaleB(sum, power);
    }
}
