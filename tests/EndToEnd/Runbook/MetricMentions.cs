using System.Text.RegularExpressions;

namespace EndToEnd.Runbook;

/// <summary>The metrics that a document names, in prose and in queries, against those that /metrics shows.</summary>
internal static partial class MetricMentions
{
    // The field of a record, and no metric.
    private const string Field = "planner_meta";

    private static readonly string[] OfHistograms = ["_bucket", "_sum", "_count"];

    /// <summary>What is named and does not exist: metrics, labels of them, and values of labels.</summary>
    public static IReadOnlyList<string> Unknown(string document, string metrics)
    {
        var series = Series().Matches(metrics).Cast<Match>().ToLookup(Name, Labels);
        var names = Type().Matches(metrics).Cast<Match>().SelectMany(Names).ToHashSet();
        return
        [
            .. Series()
                .Matches(document)
                .Cast<Match>()
                .Where(static mention => Name(mention) != Field)
                .SelectMany(mention => Faults(mention, names, series))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Faults(Match mention, HashSet<string> names, ILookup<string, Dictionary<string, string>> series)
    {
        var name = Name(mention);
        if (!names.Contains(name))
        {
            yield return $"there is no metric {name}";
            yield break;
        }

        foreach (var (label, value) in Labels(mention))
        {
            if (!series[name].Any(labels => labels.TryGetValue(label, out var one) && (value.Length == 0 || one == value)))
                yield return $"{name} has no {label}=\"{value}\"";
        }
    }

    // A histogram's own name is that of no series.
    private static IEnumerable<string> Names(Match type)
    {
        var name = type.Groups[1].Value;
        return type.Groups[2].Value == "histogram" ? [name, .. OfHistograms.Select(suffix => name + suffix)] : [name];
    }

    private static string Name(Match match) => match.Groups[1].Value;

    // Names alone stand in prose, as in planner_shadow_total{outcome}; of other comparisons than = the label is looked at.
    private static Dictionary<string, string> Labels(Match match) =>
        Label()
            .Matches(match.Groups[2].Value)
            .Cast<Match>()
            .DistinctBy(static label => label.Groups[1].Value)
            .ToDictionary(static label => label.Groups[1].Value, static label => label.Groups[2].Value == "=" ? label.Groups[3].Value : "");

    [GeneratedRegex(@"\b(planner_[a-z_]+)(?:\{([^}]*)\})?")]
    private static partial Regex Series();

    [GeneratedRegex("^# TYPE (planner_[a-z_]+) ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("([a-z_0-9]+)(?:(=~|!~|!=|=)\"([^\"]*)\")?")]
    private static partial Regex Label();
}
