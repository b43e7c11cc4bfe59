namespace Sidecar.Simulation.Repeats;

/// <summary>Passes that rolled back on a metric.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Passes">How many.</param>
internal sealed record MetricCount(string Metric, int Passes);
