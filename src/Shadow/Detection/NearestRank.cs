namespace Shadow.Detection;

/// <summary>Percentiles by nearest rank: the ⌈p·n⌉-th smallest of n values (Hyndman and Fan 1996, definition 1).</summary>
public static class NearestRank
{
    /// <summary>Which value it is, counted from 1; 0 where there are none.</summary>
    /// <param name="count">How many values there are.</param>
    /// <param name="percent">1 to 100.</param>
    // In integers: 0.95 · 20 is not exactly 19 in binary.
    public static int Rank(int count, int percent) => (int)(((long)count * percent + 99) / 100);

    /// <summary>The percentile of values in ascending order; null where there are none.</summary>
    /// <param name="ascending">The values, smallest first.</param>
    /// <param name="percent">1 to 100.</param>
    public static long? Of(IReadOnlyList<long> ascending, int percent)
    {
        ArgumentNullException.ThrowIfNull(ascending);
        return ascending.Count == 0 ? null : ascending[Rank(ascending.Count, percent) - 1];
    }
}
