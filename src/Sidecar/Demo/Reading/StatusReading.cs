using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The part of GET /guard/status that the demo shows.</summary>
/// <param name="Config">The runtime settings.</param>
/// <param name="V1">v1's legs.</param>
/// <param name="V2">v2's legs of the runs assigned to it.</param>
/// <param name="V2Shadow">v2's shadow legs.</param>
/// <param name="Compared">Runs compared in this epoch.</param>
/// <param name="AnyChange">Of them, with another decision.</param>
internal sealed record StatusReading(ConfigReading Config, LegReading V1, LegReading V2, LegReading V2Shadow, long Compared, long AnyChange)
{
    /// <summary>Reads the answer.</summary>
    public static StatusReading Of(JsonElement status)
    {
        var stats = status.GetProperty("stats");
        var shadow = stats.GetProperty("shadow");
        return new StatusReading(
            ConfigReading.Of(status.GetProperty("config")),
            LegReading.Of(stats.GetProperty("v1")),
            LegReading.Of(stats.GetProperty("v2")),
            LegReading.Of(stats.GetProperty("v2_shadow")),
            shadow.GetProperty("compared").GetInt64(),
            shadow.GetProperty("any_change").GetInt64()
        );
    }
}
