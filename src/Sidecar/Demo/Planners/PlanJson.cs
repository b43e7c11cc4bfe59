using System.Buffers;
using System.Text.Json;

namespace Sidecar.Demo.Planners;

/// <summary>Writes what a sample planner answers, and reads what it is asked.</summary>
internal static class PlanJson
{
    /// <summary>The whole plan.</summary>
    public static ReadOnlyMemory<byte> Write(SamplePlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("agent", plan.Agent);
        WriteNames(json, "steps", plan.Steps);
        WriteNames(json, "tools", plan.Tools);
        json.WriteBoolean("dry_run", plan.DryRun);
        json.WriteString("objective", plan.Objective);
        json.WriteNumber("confidence", plan.Confidence);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>An object with one text.</summary>
    public static ReadOnlyMemory<byte> Write(string name, string text)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString(name, text);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The objective of a request body; null where it has none.</summary>
    public static async Task<string?> ReadObjectiveAsync(Stream body, CancellationToken ct)
    {
        try
        {
            using var request = await JsonDocument.ParseAsync(body, default, ct);
            return
                request.RootElement.ValueKind == JsonValueKind.Object
                && request.RootElement.TryGetProperty("objective", out var objective)
                && objective.ValueKind == JsonValueKind.String
                ? objective.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
