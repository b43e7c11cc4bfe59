using System.Text.Json;
using Shadow.Decisions;
using Shadow.Runs;

namespace Sidecar.Recording;

/// <summary><c>planner_meta</c>: who was asked and why, how the decisions differ, and what both legs show.</summary>
internal static class AuditMeta
{
    public static void Write(Utf8JsonWriter writer, RunRecord run)
    {
        writer.WriteStartObject("planner_meta");
        writer.WriteString("assigned", run.Assigned.Name());
        writer.WriteString("selected", run.Selected.Name());
        writer.WriteString("reason", run.Reason.Name());
        if (run.Beside?.Decision is { } decision)
        {
            writer.WriteStartObject("shadow");
            AuditFields.Decision(writer, decision);
            writer.WriteEndObject();
        }

        if (run.Diff is { } diff)
            WriteDiff(writer, diff);
        WriteLegs(writer, run.Answer, run.Beside);
        writer.WriteString("outcome", run.Outcome.Name());
        AuditFields.Number(writer, "canary_pct", run.CanaryPct);
        writer.WriteBoolean("kill_switch", run.KillSwitch);
        writer.WriteNumber("epoch", run.Epoch);
        writer.WriteEndObject();
    }

    private static void WriteDiff(Utf8JsonWriter writer, DecisionDiff diff)
    {
        writer.WriteStartObject("diff");
        writer.WriteBoolean("agent_changed", diff.AgentChanged);
        writer.WriteBoolean("steps_changed", diff.StepsChanged);
        writer.WriteBoolean("tools_changed", diff.ToolsChanged);
        writer.WriteBoolean("dry_run_changed", diff.DryRunChanged);
        writer.WriteBoolean("any_change", diff.AnyChange);
        writer.WriteBoolean("status_changed", diff.StatusChanged);
        writer.WriteStartObject("steps_edit");
        writer.WriteNumber("added", diff.StepsEdit.Added);
        writer.WriteNumber("removed", diff.StepsEdit.Removed);
        writer.WriteNumber("moved", diff.StepsEdit.Moved);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLegs(Utf8JsonWriter writer, LegRecord? answer, LegRecord? beside)
    {
        AuditFields.Text(writer, "role", answer?.Role.Name());
        AuditFields.Text(writer, "shadow_role", beside?.Role.Name());
        AuditFields.Number(writer, "status", answer?.Status);
        AuditFields.Number(writer, "shadow_status", beside?.Status);
        AuditFields.Text(writer, "failure", Failure(answer));
        AuditFields.Text(writer, "shadow_failure", Failure(beside));
        Inconclusive(writer, "inconclusive", answer);
        Inconclusive(writer, "shadow_inconclusive", beside);
        AuditFields.Number(writer, "latency_ms", answer?.LatencyMs);
        AuditFields.Number(writer, "shadow_latency_ms", beside?.LatencyMs);
        AuditFields.Number(writer, "ttfb_ms", answer?.TtfbMs);
        AuditFields.Number(writer, "shadow_ttfb_ms", beside?.TtfbMs);
        AuditFields.Number(writer, "cost_cents", answer?.Signals.CostCents);
        AuditFields.Number(writer, "shadow_cost_cents", beside?.Signals.CostCents);
        AuditFields.Number(writer, "quality", answer?.Signals.Quality);
        AuditFields.Number(writer, "shadow_quality", beside?.Signals.Quality);
        AuditFields.Text(writer, "build", answer?.Signals.Build);
        AuditFields.Text(writer, "shadow_build", beside?.Signals.Build);
    }

    private static string? Failure(LegRecord? leg) => leg is { Failure: not LegFailure.None } ? leg.Failure.Name() : null;

    private static void Inconclusive(Utf8JsonWriter writer, string name, LegRecord? leg)
    {
        if (leg is { Inconclusive: true })
            writer.WriteBoolean(name, true);
    }
}
