namespace Shadow.Reports;

/// <summary>Shares of a whole.</summary>
internal static class Share
{
    /// <summary>Percent; null where there is no whole.</summary>
    public static double? Pct(long part, long whole) => whole == 0 ? null : 100.0 * part / whole;
}
