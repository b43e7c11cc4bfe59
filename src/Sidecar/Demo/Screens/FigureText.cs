using System.Globalization;

namespace Sidecar.Demo.Screens;

/// <summary>Figures with their units; a dash where there is none.</summary>
internal static class FigureText
{
    /// <summary>Such as <c>18 ms</c>.</summary>
    public static string Ms(double? value) => Text(value, "0", " ms");

    /// <summary>Such as <c>1.21 ¢</c>.</summary>
    public static string Cents(double? value) => Text(value, "0.00", " ¢");

    /// <summary>Such as <c>93.4</c>.</summary>
    public static string Points(double? value) => Text(value, "0.0", "");

    /// <summary>Such as <c>5.2 %</c>.</summary>
    public static string Pct(double? value) => Text(value, "0.0", " %");

    /// <summary>Such as <c>18.2 s</c>.</summary>
    public static string Seconds(TimeSpan value) => Text(value.TotalSeconds, "0.0", " s");

    private static string Text(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "–";
}
