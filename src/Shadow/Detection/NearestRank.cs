namespace Shadow.Detection;

/// <summary>Percentiles by nearest rank: the ⌈p·n⌉-th smallest of n values (Hyndman and Fan 1996, definition 1).</summary>
public static class NearestRank
{
    /// <summary>The percentile of values in ascending order; null where there are none.</summary>
    /// <param name="ascending">The values, smallest first.</param>
    /// <param name="percent">1 to 100.</param>
    public static long? Of(IReadOnlyList<long> ascending, int percent)
    {
        if (ascending.Count == 0)
            return null;
        // In integers: 0.95 · 20 is not exactly 19 in binary.
        var rank = (int)(((long)ascending.Count * percent + 99) / 100);
        return ascending[Math.Max(rank, 1) - 1];
    }
}
