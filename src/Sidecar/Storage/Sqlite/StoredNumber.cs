namespace Sidecar.Storage.Sqlite;

/// <summary>Figures as they are stored: integers, so that sums are exact.</summary>
internal static class StoredNumber
{
    private const double Thousand = 1_000;
    private const double Million = 1_000_000;

    /// <summary>Milliseconds as microseconds.</summary>
    public static long ToMicroseconds(double milliseconds) => (long)Math.Round(milliseconds * Thousand);

    /// <summary>Cents or points as millionths.</summary>
    public static long ToMillionths(double value) => (long)Math.Round(value * Million);

    /// <summary>Microseconds as milliseconds.</summary>
    public static double FromMicroseconds(long microseconds) => microseconds / Thousand;

    /// <summary>Millionths as cents or points.</summary>
    public static double FromMillionths(long millionths) => millionths / Million;
}
