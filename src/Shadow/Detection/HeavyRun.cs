namespace Shadow.Detection;

/// <summary>A run that weighed heavily in a breach.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Metric"><c>quality</c>, <c>latency</c>, <c>cost</c> or <c>errors</c>.</param>
/// <param name="Value">Points, milliseconds or cents; null of a failure.</param>
public sealed record HeavyRun(Guid RunId, string Metric, double? Value);
