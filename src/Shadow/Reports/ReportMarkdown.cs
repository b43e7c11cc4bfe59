using System.Globalization;
using System.Text;
using static Shadow.Reports.ReportText;

namespace Shadow.Reports;

/// <summary>Writes a report for people.</summary>
public static class ReportMarkdown
{
    /// <summary>The report in Markdown, lines ended by <c>\n</c>.</summary>
    public static string Write(WeeklyReport report)
    {
        var text = new StringBuilder(4096);
        Head(text, report);
        Split(text, report);
        Differences(text, report);
        Objectives(text, report);
        Comparison(text, report);
        Table(text, "## Mirroring", "Outcome", report.Outcomes);
        Rollbacks(text, report.Rollbacks);
        Line(text, "## Recommendations");
        foreach (var recommendation in report.Recommendations)
            Line(text, $"- {(recommendation.Warning ? "⚠️" : "✅")} {recommendation.Text}");
        Line(text);
        Line(text, "## Actions");
        foreach (var action in report.Actions)
            Line(text, $"- [ ] {action}");
        return text.ToString();
    }

    private static void Head(StringBuilder text, WeeklyReport report)
    {
        Line(text, $"# Planner Weekly Report — {report.Period.Week}");
        Line(text);
        Line(text, $"**Period:** {Day(report.Period.From)} to {Day(report.Period.Last)}");
        Line(text, $"**Total Runs:** {report.Runs}");
        Line(text);
    }

    private static void Split(StringBuilder text, WeeklyReport report)
    {
        Line(text, "## Traffic Split");
        Line(text, $"- V1 (original): {report.V1Runs} runs ({Percent(report.V1SharePct)})");
        Line(text, $"- V2 (canary): {report.V2Runs} runs ({Percent(report.V2SharePct)})");
        Line(text);
        Table(text, "### Reasons", "Reason", report.Reasons);
    }

    private static void Differences(StringBuilder text, WeeklyReport report)
    {
        var decisions = report.Decisions;
        Line(text, "## Decision Differences");
        Line(text, $"- Compared: {decisions.Compared} runs ({Percent(Share.Pct(decisions.Compared, report.Runs))})");
        Line(text, $"- Agent change rate: {Percent(decisions.AgentChangedPct)} (V1 vs V2 chose different agents)");
        Line(text, $"- Steps change rate: {Percent(decisions.RatePct(decisions.StepsChanged))} (other steps, or another order)");
        Line(text, $"- Tools change rate: {Percent(decisions.RatePct(decisions.ToolsChanged))} (other tools)");
        Line(text, $"- Dry-run change rate: {Percent(decisions.RatePct(decisions.DryRunChanged))} (only one is a dry run)");
        Line(text, $"- Any change rate: {Percent(decisions.AnyChangePct)}");
        Line(text);
        Line(text, "### Top Agent Disagreements");
        if (report.TopDisagreements.Count == 0)
        {
            Line(text, "None.");
            Line(text);
            return;
        }

        Line(text, "| V1 Agent | V2 Agent | Count |");
        Line(text, "|----------|----------|-------|");
        foreach (var pair in report.TopDisagreements)
            Line(text, $"| {Code(pair.V1Agent)} | {Code(pair.V2Agent)} | {pair.Count} |");
        if (report.OtherDisagreements > 0)
            Line(text, $"| other | other | {report.OtherDisagreements} |");
        Line(text);
    }

    private static void Objectives(StringBuilder text, WeeklyReport report)
    {
        if (report.Objectives.Count == 0)
            return;
        Line(text, "### Divergence by Objective");
        Line(text, "| Objective | Compared | Any change | Agent change |");
        Line(text, "|-----------|----------|------------|--------------|");
        foreach (var item in report.Objectives)
        {
            var name = item.Objective is null ? "other" : Code(item.Objective);
            Line(text, $"| {name} | {item.Compared} | {Percent(item.AnyChangePct)} | {Percent(item.AgentChangedPct)} |");
        }

        Line(text);
    }

    private static void Comparison(StringBuilder text, WeeklyReport report)
    {
        var (v1, v2) = (report.V1, report.V2);
        Line(text, "## V1 vs V2");
        Line(text, "| Figure | V1 | V2 | V2 − V1 | Values (V1, V2) |");
        Line(text, "|--------|----|----|---------|-----------------|");
        Row("Quality (mean, points)", v1.QualityMean, v2.QualityMean, "0.0", "", v1.QualityValues, v2.QualityValues);
        Row("Latency p50", v1.LatencyP50Ms, v2.LatencyP50Ms, "0.0", " ms", v1.LatencyValues, v2.LatencyValues);
        Row("Latency p95", v1.LatencyP95Ms, v2.LatencyP95Ms, "0.0", " ms", v1.LatencyValues, v2.LatencyValues);
        Row("Cost (mean)", v1.CostMeanCents, v2.CostMeanCents, "0.00", "¢", v1.CostValues, v2.CostValues);
        Row("Errors", v1.ErrorRatePct, v2.ErrorRatePct, "0.0", "%", v1.Legs, v2.Legs);
        Line(text);

        void Row(string name, double? first, double? second, string format, string unit, long firstValues, long secondValues)
        {
            // A difference that rounds to zero has no sign.
            var difference = Cell(second - first, $"+{format};-{format};{format}", unit);
            Line(
                text,
                $"| {name} | {Cell(first, format, unit)} | {Cell(second, format, unit)} | {difference} | {firstValues}, {secondValues} |"
            );
        }
    }

    private static void Rollbacks(StringBuilder text, ReportedRollbacks rollbacks)
    {
        Line(text, "## Rollbacks");
        if (rollbacks.Count == 0)
        {
            Line(text, "None.");
            Line(text);
            return;
        }

        Line(text, $"{rollbacks.Count} in all: {rollbacks.Automatic} automatic, {rollbacks.Manual} manual.");
        Line(text);
        foreach (var rollback in rollbacks.Newest)
        {
            var why = rollback.Breaches.Count > 0 ? string.Join("; ", rollback.Breaches) : rollback.Reason;
            var by = $"{Moment(rollback.At)}, {(rollback.Automatic ? "automatic" : "manual")}, by {Plain(rollback.UpdatedBy)}";
            Line(text, why is null ? $"- {by}" : $"- {by}: {Plain(why)}");
        }

        if (rollbacks.Count > rollbacks.Newest.Count)
            Line(text, $"- and {rollbacks.Count - rollbacks.Newest.Count} earlier ones");
        Line(text);
    }

    private static void Table(StringBuilder text, string title, string kind, IReadOnlyList<NamedCount> counts)
    {
        if (counts.Count == 0)
            return;
        Line(text, title);
        Line(text, $"| {kind} | Runs | Share |");
        Line(text, $"|{new string('-', kind.Length + 2)}|------|-------|");
        foreach (var count in counts)
            Line(text, $"| {count.Name} | {count.Runs} | {Percent(count.SharePct)} |");
        Line(text);
    }

    private static string Percent(double? value) => Cell(value, "0.0", "%");

    private static string Cell(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : Absent;

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');
}
