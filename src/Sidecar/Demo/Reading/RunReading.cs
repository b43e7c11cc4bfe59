using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The part of a recorded run that the demo checks.</summary>
internal sealed record RunReading(string RunId, DateTimeOffset At, string Selected, string Reason)
{
    /// <summary>Reads a record.</summary>
    public static RunReading Of(JsonElement record)
    {
        var meta = record.GetProperty("plan").GetProperty("planner_meta");
        return new RunReading(
            record.GetProperty("run_id").GetString() ?? "",
            record.GetProperty("at").GetDateTimeOffset(),
            meta.GetProperty("selected").GetString() ?? "",
            meta.GetProperty("reason").GetString() ?? ""
        );
    }
}
