using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The runtime settings as the sidecar states them.</summary>
internal sealed record ConfigReading(double CanaryPct, bool KillSwitch)
{
    /// <summary>Reads the <c>config</c> object.</summary>
    public static ConfigReading Of(JsonElement config) =>
        new(config.GetProperty("canary_pct").GetDouble(), config.GetProperty("kill_switch").GetBoolean());
}
