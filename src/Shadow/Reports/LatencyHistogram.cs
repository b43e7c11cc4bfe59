using System.Numerics;

namespace Shadow.Reports;

/// <summary>
/// Counts of latencies in buckets whose width grows with the value, so that a percentile over any number of runs needs the same memory
/// (344 KiB) and every order of the runs gives the same figure. Up to 2,047 µs each microsecond is its own bucket; above that each power of
/// two has 1,024, so a bucket is at most 0.1 percent of its values wide and its middle at most 0.05 percent away from each of them.
/// Source: the layout of HdrHistogram (Gil Tene), with three significant digits. The bucket of the limit is two: what is above the limit is
/// told from what equals it.
/// </summary>
/// <param name="limit">What percentiles are held against, microseconds.</param>
public sealed class LatencyHistogram(long limit)
{
    private const int SubBits = 10;
    private const int SubBuckets = 1 << SubBits;

    // 2^43 µs are 101 days: longer than any deadline. What is above counts as that.
    private const int MaxBits = 43;
    private const long MaxValue = (1L << MaxBits) - 1;

    private readonly long[] _counts = new long[(MaxBits - SubBits + 1) << SubBits];
    private readonly long _limit = Math.Clamp(limit, 0, MaxValue);
    private readonly int _limitIndex = Index(Math.Clamp(limit, 0, MaxValue));

    // Of the limit's bucket, those above it.
    private long _above;

    /// <summary>How many latencies were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a latency in microseconds.</summary>
    public void Add(long micros)
    {
        var value = Math.Clamp(micros, 0, MaxValue);
        var index = Index(value);
        _counts[index]++;
        if (index == _limitIndex && value > _limit)
            _above++;
        Count++;
    }

    /// <summary>
    /// The percentile by nearest rank, the ⌈p·n⌉-th smallest, in microseconds: exactly the bucket in which it lies, shown by the bucket's
    /// middle. Null where there is none.
    /// </summary>
    /// <param name="percent">1 to 100.</param>
    public double? Percentile(int percent)
    {
        if (Count == 0)
            return null;
        // In integers, as the guard does it: 0.95 · 20 is not exactly 19 in binary.
        var left = Math.Max(1, (long)(((Int128)Count * percent + 99) / 100));
        for (var index = 0; ; index++)
        {
            if (left <= _counts[index])
                return Middle(index, left);
            left -= _counts[index];
        }
    }

    private static int Index(long micros)
    {
        if (micros < SubBuckets)
            return (int)micros;
        var shift = BitOperations.Log2((ulong)micros) - SubBits;
        return (shift << SubBits) + (int)(micros >> shift);
    }

    // Of the bucket, or of the part of the limit's bucket in which the rank lies.
    private double Middle(int index, long rank)
    {
        if (index < 2 * SubBuckets)
            return index;
        var shift = (index >> SubBits) - 1;
        var first = (long)(index - (shift << SubBits)) << shift;
        var last = first + (1L << shift) - 1;
        if (index != _limitIndex)
            return (first + last) / 2.0;
        return rank <= _counts[index] - _above ? (first + _limit) / 2.0 : (_limit + 1 + last) / 2.0;
    }
}
