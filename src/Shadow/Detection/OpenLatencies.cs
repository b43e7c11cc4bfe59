namespace Shadow.Detection;

/// <summary>Ranks over the latencies of legs that ended and the ages of legs that are still open. Pure.</summary>
internal static class OpenLatencies
{
    /// <summary>The percentile of both together; 0 where there are none. O(m · log n) for m open legs.</summary>
    /// <param name="ended">The latencies of legs that ended.</param>
    /// <param name="ages">The ages of open legs, smallest first.</param>
    /// <param name="percent">1 to 100.</param>
    public static long Percentile(OrderStatistics ended, ReadOnlySpan<long> ages, int percent)
    {
        var rank = NearestRank.Rank(ended.Count + ages.Length, percent);
        if (rank == 0)
            return 0;
        for (var i = 0; i < ages.Length; i++)
        {
            // The place of this age among all of them, behind its equals.
            var place = ended.AtMost(ages[i]) + i + 1;
            if (place == rank)
                return ages[i];
            if (place > rank)
                return ended.Smallest(rank - i);
        }

        return ended.Smallest(rank - ages.Length);
    }
}
