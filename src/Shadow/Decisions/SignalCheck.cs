using System.Buffers;
using System.Globalization;

namespace Shadow.Decisions;

/// <summary>
/// Checks what planners say of themselves. A number is a plain decimal with a point, such as <c>1.25</c> or <c>5e-1</c>: no comma, no unit, no
/// hexadecimal, neither NaN nor an infinity. Spaces around a value do not count.
/// </summary>
public static class SignalCheck
{
    /// <summary>The cost's name in callbacks and labels.</summary>
    public const string CostCents = "cost_cents";

    /// <summary>The quality's name in callbacks and labels.</summary>
    public const string QualityPoints = "quality";

    /// <summary>The build's name in callbacks and labels.</summary>
    public const string BuildName = "build";

    private const double MaxCostCents = 1e9;
    private const double MaxQuality = 100;
    private const int MaxBuildChars = 128;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    /// <summary>A cost of 0 to 1,000,000,000 cents; null where there is none, or with <paramref name="bad"/> where it is unusable.</summary>
    /// <param name="text">The value; null where it is absent.</param>
    /// <param name="bad">True where a value is there that must be counted and ignored.</param>
    public static double? Cost(string? text, out bool bad) => Number(text, MaxCostCents, out bad);

    /// <summary>A quality of 0 to 100 points; null where there is none, or with <paramref name="bad"/> where it is unusable.</summary>
    /// <param name="text">The value; null where it is absent.</param>
    /// <param name="bad">True where a value is there that must be counted and ignored.</param>
    public static double? Quality(string? text, out bool bad) => Number(text, MaxQuality, out bad);

    /// <summary>A build of 1 to 128 printable ASCII characters; null where there is none, or with <paramref name="bad"/> where it is unusable.</summary>
    /// <param name="text">The value; null where it is absent.</param>
    /// <param name="bad">True where a value is there that must be counted and ignored.</param>
    public static string? Build(string? text, out bool bad)
    {
        bad = false;
        if (text is null)
            return null;
        var build = text.Trim(' ', '\t');
        bad = build.Length is 0 or > MaxBuildChars || build.AsSpan().ContainsAnyExceptInRange(' ', '~');
        return bad ? null : build;
    }

    private static double? Number(string? text, double max, out bool bad)
    {
        bad = false;
        if (text is null)
            return null;
        var digits = text.AsSpan().Trim(" \t");
        // The styles alone let the names of NaN and infinity pass; 1e400 parses as an infinity, which is over any maximum.
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var parsed = double.TryParse(digits, styles, CultureInfo.InvariantCulture, out var value);
        bad = !parsed || digits.ContainsAnyExcept(OfNumbers) || !(value >= 0 && value <= max);
        // Adding zero makes a zero of a negative zero.
        return bad ? null : value + 0.0;
    }
}
