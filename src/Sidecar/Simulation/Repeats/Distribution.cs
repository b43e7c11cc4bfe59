using Shadow.Detection;

namespace Sidecar.Simulation.Repeats;

/// <summary>How something lies over the passes; percentiles by nearest rank.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The median.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="Max">The largest.</param>
internal sealed record Distribution(long Min, long Median, long P95, long Max)
{
    /// <summary>Of values; null where there are none.</summary>
    public static Distribution? Of(IEnumerable<long> values)
    {
        long[] ascending = [.. values.Order()];
        return ascending.Length == 0
            ? null
            : new Distribution(ascending[0], NearestRank.Of(ascending, 50)!.Value, NearestRank.Of(ascending, 95)!.Value, ascending[^1]);
    }
}
