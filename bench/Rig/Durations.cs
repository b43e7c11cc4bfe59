using System.Globalization;
using Shadow.Detection;

namespace Rig;

/// <summary>Durations that were measured; percentiles by nearest rank.</summary>
internal sealed class Durations
{
    private readonly List<long> _ticks = [];
    private bool _sorted;

    /// <summary>How many there are.</summary>
    public int Count => _ticks.Count;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan duration)
    {
        _ticks.Add(duration.Ticks);
        _sorted = false;
    }

    /// <summary>A percentile in milliseconds; 100 is the longest, NaN where there are none.</summary>
    public double Ms(int percent)
    {
        if (!_sorted)
            _ticks.Sort();
        _sorted = true;
        return NearestRank.Of(_ticks, percent) is { } ticks ? TimeSpan.FromTicks(ticks).TotalMilliseconds : double.NaN;
    }

    /// <summary>A row of a Markdown table: name, count, p50, p95, p99 and the longest, milliseconds.</summary>
    public string Row(string name) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Count} | {Ms(50):0.00} | {Ms(95):0.00} | {Ms(99):0.00} | {Ms(100):0.00} |"
        );

    /// <summary>The head of that table.</summary>
    public static string Head(string what) => $"| {what} | count | p50 ms | p95 ms | p99 ms | max ms |\n|---|---:|---:|---:|---:|---:|";
}
