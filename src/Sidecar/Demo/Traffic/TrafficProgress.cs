namespace Sidecar.Demo.Traffic;

/// <summary>How far a stretch of traffic is.</summary>
/// <param name="Done">Runs answered.</param>
/// <param name="Total">Runs to send.</param>
/// <param name="V2">Of those answered, by v2.</param>
internal readonly record struct TrafficProgress(int Done, int Total, int V2);
