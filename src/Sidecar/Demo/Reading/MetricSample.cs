namespace Sidecar.Demo.Reading;

/// <summary>One line of /metrics.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>A label's value; empty where the sample has none of that name.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}
