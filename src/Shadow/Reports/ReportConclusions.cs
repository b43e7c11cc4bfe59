namespace Shadow.Reports;

/// <summary>What follows from a report's figures.</summary>
internal static class ReportConclusions
{
    private static readonly RecommendationRule[] Rules = [.. RolloutRules.All, .. RegressionRules.All, .. EvidenceRules.All];

    /// <summary>The report with its recommendations and actions.</summary>
    public static WeeklyReport Draw(WeeklyReport report) =>
        report with
        {
            Recommendations = [.. Recommendations(report)],
            Actions = report.Rollbacks.Count == 0 ? Always : [.. Always, "Write down the cause of each rollback"],
        };

    private static IReadOnlyList<string> Always { get; } =
    ["Review top disagreements for correctness", "Check quality dashboard for V1 vs V2 performance"];

    private static IEnumerable<Recommendation> Recommendations(WeeklyReport report)
    {
        foreach (var rule in Rules)
        {
            if (rule.Text(report) is { } text)
                yield return new Recommendation(rule.Id, rule.Warning, text);
        }
    }
}
