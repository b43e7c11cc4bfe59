namespace Sidecar.Configuration;

/// <summary>What was probably meant by a name that nobody knows.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits, case ignored; null where none is near: at most 2 edits, or a third of the name.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        var fewest = Math.Max(2, name.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var edits = Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            // A name that shares nothing with another short one is not near it, however few the edits are.
            if (edits >= fewest || edits >= Math.Min(name.Length, candidate.Length))
                continue;
            fewest = edits;
            nearest = candidate;
        }

        return nearest;
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
