using System.Text.Json;
using Shadow.Runs;

namespace Sidecar.Recording;

/// <summary>
/// A run as the audit log shows it. What is not known is left out: a leg that was not sent, a failure that did not happen, the decision of an
/// answer that held none (<c>plan</c> then has <c>planner_meta</c> alone). In <c>planner_meta</c> a name without prefix is of the leg whose
/// answer the agent got, and <c>shadow_</c> of the other one. Figures have three decimals, times microseconds.
/// </summary>
public static class AuditDocument
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Writes the run as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(run);
        writer.WriteStartObject();
        writer.WriteString("run_id", run.RunId);
        writer.WriteString("at", run.At.UtcDateTime.ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture));
        AuditFields.Text(writer, "agent", run.Answer?.Decision?.Agent);
        WriteRequest(writer, run);
        writer.WriteNumber("status", run.Status);
        writer.WriteStartObject("plan");
        if (run.Answer?.Decision is { } decision)
            AuditFields.Decision(writer, decision);
        AuditMeta.Write(writer, run);
        writer.WriteEndObject();
        AuditBodies.Write(writer, run);
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, RunRecord run)
    {
        writer.WriteStartObject("request");
        writer.WriteString("method", run.Method);
        writer.WriteString("path", run.Path);
        AuditFields.Text(writer, "sticky_key_hash", run.StickyKeyHash);
        AuditFields.Text(writer, "trace_id", run.TraceId);
        writer.WriteEndObject();
    }
}
