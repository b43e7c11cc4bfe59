using System.Globalization;

namespace EndToEnd.Harness;

/// <summary>One look at /metrics. A series that is not there reads as 0.</summary>
internal sealed class MetricsReading
{
    private readonly Dictionary<string, double> _series = [];

    /// <summary>Reads a scrape. With an earlier one, counters and histograms are what came since.</summary>
    public MetricsReading(string text, MetricsReading? since = null)
    {
        var gauges = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is ["#", "TYPE", var name, "gauge"])
                gauges.Add(name);
            if (line.StartsWith('#'))
                continue;
            var space = line.LastIndexOf(' ');
            var series = line[..space];
            var value = double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
            _series[series] = since is null || gauges.Contains(series.Split('{')[0]) ? value : value - since[series];
        }
    }

    /// <summary>Every series as it is written, such as <c>planner_shadow_total{outcome="compared"}</c>.</summary>
    public IReadOnlyDictionary<string, double> Series => _series;

    public double this[string series] => _series.GetValueOrDefault(series);

    /// <summary>An entry of the ledger.</summary>
    public double Outcome(string outcome) => this[$"planner_shadow_total{{outcome=\"{outcome}\"}}"];

    /// <summary>The sum over all label values of a metric.</summary>
    public double Sum(string metric) =>
        _series
            .Where(series => series.Key == metric || series.Key.StartsWith(metric + "{", StringComparison.Ordinal))
            .Sum(static series => series.Value);

    /// <summary>The series of a metric that are not 0, a line each.</summary>
    public string Show(string metric) =>
        string.Join(
            '\n',
            _series
                .Where(series => series.Key.StartsWith(metric, StringComparison.Ordinal) && series.Value != 0)
                .Select(static series => $"{series.Key} {series.Value.ToString(CultureInfo.InvariantCulture)}")
        );
}
