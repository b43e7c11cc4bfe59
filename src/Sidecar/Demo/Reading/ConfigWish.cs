using System.Buffers;
using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>A change of the runtime settings; what is null stays as it is.</summary>
internal sealed record ConfigWish(string Reason, double? CanaryPct = null, bool? KillSwitch = null)
{
    /// <summary>The body of PUT /guard/config.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (CanaryPct is { } pct)
            json.WriteNumber("canary_pct", pct);
        if (KillSwitch is { } on)
            json.WriteBoolean("kill_switch", on);
        json.WriteString("updated_by", "demo");
        json.WriteString("reason", Reason);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
