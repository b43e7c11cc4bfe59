using System.Numerics;
using System.Runtime.InteropServices;
using Fuzz.Engine;
using SharpFuzz.Common;

namespace FuzzHunt;

/// <summary>
/// What SharpFuzz's instrumentation counts: each branch that was taken after each other one, as AFL does, here in a map of this process.
/// Without instrumented assemblies the map stays empty and no way is ever new.
/// </summary>
internal sealed unsafe class BranchCoverage : ICoverage
{
    private const int Branches = 65_536;

    private readonly byte[] _seen = new byte[Branches];
    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Branches);

    /// <summary>Makes the map; before any instrumented code runs, as that writes into it unasked.</summary>
    public BranchCoverage() => Trace.SharedMem = _map;

    /// <summary>Branches that were taken by any input.</summary>
    public int Taken => _seen.Count(static counts => counts != 0);

    public void Begin()
    {
        NativeMemory.Clear(_map, Branches);
        Trace.PrevLocation = 0;
    }

    public bool EndedOnNewWay()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(_map, Branches / sizeof(ulong));
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
                continue;
            for (var i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
                isNew |= See(i, _map[i]);
        }

        return isNew;
    }

    // Once, twice, up to 4, 8 … times are different ways; the exact count is not.
    private bool See(int branch, byte count)
    {
        var bit = count == 0 ? 0 : 1 << BitOperations.Log2(count);
        if ((_seen[branch] | bit) == _seen[branch])
            return false;
        _seen[branch] |= (byte)bit;
        return true;
    }
}
