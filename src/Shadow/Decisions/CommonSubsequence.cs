namespace Shadow.Decisions;

/// <summary>The length of the longest common subsequence of two lists.</summary>
internal static class CommonSubsequence
{
    /// <summary>The most cells of the exact table, as of two lists of 2,000: some ten milliseconds.</summary>
    public const long MaxCells = 4_000_000;

    /// <summary>
    /// Exact up to <see cref="MaxCells"/>, and beyond where no name repeats. Beyond, the k-th occurrence of a name in one list stands for the
    /// k-th in the other, in O(n log n): never too long, sometimes too short, and the same whichever list comes first.
    /// </summary>
    public static int Length((int[] First, int[] Second) lists) =>
        (long)lists.First.Length * lists.Second.Length <= MaxCells ? ByTable(lists.First, lists.Second) : ByRank(lists.First, lists.Second);

    private static int ByTable(int[] first, int[] second)
    {
        var row = new int[second.Length + 1];
        foreach (var name in first)
        {
            var diagonal = 0;
            for (var j = 1; j < row.Length; j++)
            {
                var above = row[j];
                row[j] = second[j - 1] == name ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        return row[^1];
    }

    // With each occurrence paired with one of the other list, a common subsequence is an increasing one of the partners' places.
    private static int ByRank(int[] first, int[] second)
    {
        var places = new Dictionary<int, Queue<int>>();
        for (var j = 0; j < second.Length; j++)
        {
            if (!places.TryGetValue(second[j], out var queue))
                places.Add(second[j], queue = new Queue<int>());
            queue.Enqueue(j);
        }

        // At k - 1 the lowest place at which an increasing run of k ends (patience sorting).
        var ends = new List<int>();
        foreach (var name in first)
        {
            if (!places.TryGetValue(name, out var queue) || !queue.TryDequeue(out var place))
                continue;
            var at = ~ends.BinarySearch(place);
            if (at == ends.Count)
                ends.Add(place);
            else
                ends[at] = place;
        }

        return ends.Count;
    }
}
