using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shadow.Decisions;

/// <summary>Two lists of names as multisets.</summary>
/// <param name="Added">Names that only the second has.</param>
/// <param name="Removed">Names that only the first has.</param>
/// <param name="Common">Names that both have.</param>
internal readonly record struct NameCounts(int Added, int Removed, int Common)
{
    public static NameCounts Compare(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var left = new Dictionary<string, int>(first.Count, StringComparer.Ordinal);
        for (var i = 0; i < first.Count; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(left, first[i], out _)++;
        var common = 0;
        for (var i = 0; i < second.Count; i++)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(left, second[i]);
            if (Unsafe.IsNullRef(ref count) || count == 0)
                continue;
            count--;
            common++;
        }

        return new NameCounts(second.Count - common, first.Count - common, common);
    }
}
