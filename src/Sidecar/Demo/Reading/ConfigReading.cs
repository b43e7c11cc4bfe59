using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The runtime settings as the sidecar states them.</summary>
internal sealed record ConfigReading(double CanaryPct, bool KillSwitch, int Epoch)
{
    /// <summary>Reads the <c>config</c> object.</summary>
    public static ConfigReading Of(JsonElement config) =>
        new(
            config.GetProperty("canary_pct").GetDouble(),
            config.GetProperty("kill_switch").GetBoolean(),
            config.GetProperty("epoch").GetInt32()
        );

    /// <summary>True where this percentage may go to v2.</summary>
    public bool Is(double pct) => !KillSwitch && Math.Abs(CanaryPct - pct) < 0.0005;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"canary {CanaryPct:0.###} %, kill switch {(KillSwitch ? "on" : "off")}, epoch {Epoch}");
}
