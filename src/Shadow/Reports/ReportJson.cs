using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Shadow.Reports;

/// <summary>Writes a report for programs: snake_case, figures as numbers, one without values as null.</summary>
public static class ReportJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>The report as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(WeeklyReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("week", report.Period.Week.ToString());
            json.WriteString("from", report.Period.From.UtcDateTime);
            json.WriteString("until", report.Period.Until.UtcDateTime);
            json.WriteNumber("runs", report.Runs);
            Split(json, report);
            Counts(json, "reasons", report.Reasons);
            Counts(json, "outcomes", report.Outcomes);
            Decisions(json, report.Decisions);
            Disagreements(json, report);
            Objectives(json, report.Objectives);
            Planner(json, "v1", report.V1);
            Planner(json, "v2", report.V2);
            Difference(json, report);
            Rollbacks(json, report.Rollbacks);
            Conclusions(json, report);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Split(Utf8JsonWriter json, WeeklyReport report)
    {
        json.WriteStartObject("traffic_split");
        Side("v1", report.V1Runs, report.V1SharePct);
        Side("v2", report.V2Runs, report.V2SharePct);
        json.WriteEndObject();

        void Side(string name, long runs, double? share)
        {
            json.WriteStartObject(name);
            json.WriteNumber("runs", runs);
            Figure(json, "share_pct", share);
            json.WriteEndObject();
        }
    }

    private static void Counts(Utf8JsonWriter json, string name, IReadOnlyList<NamedCount> counts)
    {
        json.WriteStartObject(name);
        foreach (var count in counts)
            json.WriteNumber(count.Name, count.Runs);
        json.WriteEndObject();
    }

    private static void Decisions(Utf8JsonWriter json, DecisionFigures decisions)
    {
        json.WriteStartObject("decisions");
        json.WriteNumber("compared", decisions.Compared);
        Rate("agent_changed", decisions.AgentChanged);
        Rate("steps_changed", decisions.StepsChanged);
        Rate("tools_changed", decisions.ToolsChanged);
        Rate("dry_run_changed", decisions.DryRunChanged);
        Rate("any_change", decisions.AnyChange);
        Rate("status_changed", decisions.StatusChanged);
        json.WriteEndObject();

        void Rate(string name, long count)
        {
            json.WriteNumber(name, count);
            Figure(json, name + "_pct", decisions.RatePct(count));
        }
    }

    private static void Disagreements(Utf8JsonWriter json, WeeklyReport report)
    {
        json.WriteStartArray("top_disagreements");
        foreach (var pair in report.TopDisagreements)
        {
            json.WriteStartObject();
            json.WriteString("agent_v1", pair.V1Agent);
            json.WriteString("agent_v2", pair.V2Agent);
            json.WriteNumber("count", pair.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("other_disagreements", report.OtherDisagreements);
    }

    private static void Objectives(Utf8JsonWriter json, IReadOnlyList<ObjectiveDivergence> objectives)
    {
        json.WriteStartArray("objectives");
        foreach (var item in objectives)
        {
            json.WriteStartObject();
            json.WriteString("objective", item.Objective);
            json.WriteNumber("compared", item.Compared);
            json.WriteNumber("any_change", item.AnyChange);
            Figure(json, "any_change_pct", item.AnyChangePct);
            json.WriteNumber("agent_changed", item.AgentChanged);
            Figure(json, "agent_changed_pct", item.AgentChangedPct);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Planner(Utf8JsonWriter json, string name, PlannerFigures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("legs", figures.Legs);
        json.WriteNumber("failures", figures.Failures);
        Figure(json, "error_rate_pct", figures.ErrorRatePct);
        json.WriteNumber("quality_values", figures.QualityValues);
        Figure(json, "quality_mean", figures.QualityMean);
        json.WriteNumber("latency_values", figures.LatencyValues);
        Figure(json, "latency_p50_ms", figures.LatencyP50Ms);
        Figure(json, "latency_p95_ms", figures.LatencyP95Ms);
        json.WriteNumber("cost_values", figures.CostValues);
        Figure(json, "cost_mean_cents", figures.CostMeanCents);
        json.WriteEndObject();
    }

    private static void Difference(Utf8JsonWriter json, WeeklyReport report)
    {
        json.WriteStartObject("difference");
        Figure(json, "error_rate_pct", report.V2.ErrorRatePct - report.V1.ErrorRatePct);
        Figure(json, "quality_mean", report.V2.QualityMean - report.V1.QualityMean);
        Figure(json, "latency_p50_ms", report.V2.LatencyP50Ms - report.V1.LatencyP50Ms);
        Figure(json, "latency_p95_ms", report.V2.LatencyP95Ms - report.V1.LatencyP95Ms);
        Figure(json, "cost_mean_cents", report.V2.CostMeanCents - report.V1.CostMeanCents);
        json.WriteEndObject();
    }

    private static void Rollbacks(Utf8JsonWriter json, ReportedRollbacks rollbacks)
    {
        json.WriteStartObject("rollbacks");
        json.WriteNumber("automatic", rollbacks.Automatic);
        json.WriteNumber("manual", rollbacks.Manual);
        json.WriteStartArray("items");
        foreach (var rollback in rollbacks.Newest)
        {
            json.WriteStartObject();
            json.WriteString("at", rollback.At.UtcDateTime);
            json.WriteString("trigger", rollback.Automatic ? "auto" : "manual");
            json.WriteString("updated_by", rollback.UpdatedBy);
            json.WriteString("reason", rollback.Reason);
            json.WriteStartArray("breaches");
            foreach (var breach in rollback.Breaches)
                json.WriteStringValue(breach);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Conclusions(Utf8JsonWriter json, WeeklyReport report)
    {
        json.WriteStartArray("recommendations");
        foreach (var recommendation in report.Recommendations)
        {
            json.WriteStartObject();
            json.WriteString("rule", recommendation.Rule);
            json.WriteString("level", recommendation.Warning ? "warning" : "ok");
            json.WriteString("text", recommendation.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("actions");
        foreach (var action in report.Actions)
            json.WriteStringValue(action);
        json.WriteEndArray();
    }

    private static void Figure(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 6));
        else
            json.WriteNull(name);
    }
}
