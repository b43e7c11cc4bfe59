namespace Shadow.Decisions;

/// <summary>Counts the edit between two lists of steps.</summary>
internal static class StepsEdits
{
    /// <summary>Added and removed are the multiset's; moved are the common steps outside the longest subsequence that both lists share.</summary>
    public static StepsEdit Between(IReadOnlyList<string> v1, IReadOnlyList<string> v2)
    {
        var kept = CommonEnds(v1, v2, out var start, out var end1, out var end2);
        if (kept == v1.Count && kept == v2.Count)
            return default;
        var (added, removed, common) = NameCounts.Compare(v1, v2);
        if (common > kept)
            kept += CommonSubsequence.Length(Numbered(v1, start, end1, v2, start, end2));
        return new StepsEdit(added, removed, common - kept);
    }

    // What both lists begin and end with is in some longest common subsequence of them: only what lies between needs one.
    private static int CommonEnds(IReadOnlyList<string> v1, IReadOnlyList<string> v2, out int start, out int end1, out int end2)
    {
        (start, end1, end2) = (0, v1.Count, v2.Count);
        while (start < end1 && start < end2 && string.Equals(v1[start], v2[start], StringComparison.Ordinal))
            start++;
        while (end1 > start && end2 > start && string.Equals(v1[end1 - 1], v2[end2 - 1], StringComparison.Ordinal))
            (end1, end2) = (end1 - 1, end2 - 1);
        return start + v1.Count - end1;
    }

    // A number for each name, so that the quadratic part compares numbers.
    private static (int[] First, int[] Second) Numbered(
        IReadOnlyList<string> v1,
        int start1,
        int end1,
        IReadOnlyList<string> v2,
        int start2,
        int end2
    )
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return (Numbered(v1, start1, end1, numbers), Numbered(v2, start2, end2, numbers));
    }

    private static int[] Numbered(IReadOnlyList<string> steps, int start, int end, Dictionary<string, int> numbers)
    {
        var numbered = new int[end - start];
        for (var i = start; i < end; i++)
        {
            if (!numbers.TryGetValue(steps[i], out var number))
                numbers.Add(steps[i], number = numbers.Count);
            numbered[i - start] = number;
        }

        return numbered;
    }
}
