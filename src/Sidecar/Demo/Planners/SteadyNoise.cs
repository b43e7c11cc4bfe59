namespace Sidecar.Demo.Planners;

/// <summary>Numbers that look random and are the same in every process: a seeded <see cref="Random"/> would need a lock.</summary>
internal static class SteadyNoise
{
    /// <summary>A number from 0 up to but without 1, from a text (FNV-1a, then mixed).</summary>
    public static double Of(string text, int salt)
    {
        var hash = 14695981039346656037UL ^ (uint)salt;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash);
    }

    /// <summary>A number from 0 up to but without 1, from the count of something.</summary>
    public static double Of(long count, int salt) => Mix(((ulong)count * 0x9E3779B97F4A7C15UL) ^ (uint)salt);

    // The finalizer of SplitMix64: neighbouring inputs give unrelated numbers.
    private static double Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        x ^= x >> 31;
        return (x >> 11) * (1.0 / (1UL << 53));
    }
}
