using System.Text.Json;
using Shadow.Decisions;

namespace Sidecar.Recording;

/// <summary>Fields that are left out where their value is not known.</summary>
internal static class AuditFields
{
    private const int Decimals = 3;

    public static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, Math.Round(number, Decimals));
    }

    public static void Names(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>A decision's fields, into an object that is open.</summary>
    public static void Decision(Utf8JsonWriter writer, Decision decision)
    {
        Text(writer, "agent", decision.Agent);
        Names(writer, "steps", decision.Steps);
        Names(writer, "tools", decision.Tools);
        if (decision.DryRun is { } dryRun)
            writer.WriteBoolean("dry_run", dryRun);
        Text(writer, "objective", decision.Objective);
    }
}
