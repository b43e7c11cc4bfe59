using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>What happened around the kill switch.</summary>
/// <param name="Config">The sidecar's answer.</param>
/// <param name="AnsweredAt">When the answer was there.</param>
/// <param name="Before">The runs sent before.</param>
/// <param name="After">The runs sent after the answer was there.</param>
internal sealed record KillFlip(ConfigReading Config, DateTimeOffset AnsweredAt, TrafficCounts Before, TrafficCounts After);
