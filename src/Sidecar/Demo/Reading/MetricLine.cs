using System.Globalization;
using System.Text;

namespace Sidecar.Demo.Reading;

/// <summary>Reads a line of the Prometheus text format: <c>name{label="value",…} 1.5</c>.</summary>
internal static class MetricLine
{
    /// <summary>The sample; null where the line is none.</summary>
    public static MetricSample? TryParse(string line)
    {
        var nameEnd = line.AsSpan().IndexOfAny('{', ' ');
        if (nameEnd <= 0)
            return null;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = line[nameEnd] == '{' ? ReadLabels(line, nameEnd + 1, labels) : nameEnd;
        if (at < 0)
            return null;
        // A time stamp may follow the value.
        var rest = line[at..].Trim().Split(' ')[0];
        return double.TryParse(rest, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new MetricSample(line[..nameEnd], labels, value)
            : null;
    }

    // The place after the closing brace; -1 where the labels are broken.
    private static int ReadLabels(string line, int at, Dictionary<string, string> labels)
    {
        while (at < line.Length && line[at] != '}')
        {
            var equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
            if (equals < 0)
                return -1;
            var name = line[at..equals].Trim(',', ' ');
            var value = new StringBuilder();
            for (at = equals + 2; at < line.Length && line[at] != '"'; at++)
            {
                if (line[at] == '\\' && at + 1 < line.Length)
                    at++;
                value.Append(line[at]);
            }
            labels[name] = value.ToString();
            at++;
        }
        return at < line.Length ? at + 1 : -1;
    }
}
