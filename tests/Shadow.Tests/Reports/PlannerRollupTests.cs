using Shadow.Reports;
using Shadow.Runs;

namespace Shadow.Tests.Reports;

/// <summary>What the first version of the weekly rollup promised, in its words.</summary>
public sealed class PlannerRollupTests
{
    // 245 runs, 37 of them on v2, as in the sample of the first version.
    private static readonly string[] Lines = ReportMarkdown.Write(Rows.Report(Sample())).Split('\n');

    [Fact]
    public void Rollup_Title_NamesTheIsoWeek() => Assert.Equal("# Planner Weekly Report — 2025-W42", Lines[0]);

    [Fact]
    public void Rollup_Period_IsNamedByItsFirstAndLastDay()
    {
        var until = new DateTimeOffset(2025, 10, 17, 9, 30, 0, TimeSpan.Zero);
        var report = Rows.Report([], period: ReportPeriod.Before(until, 7));

        Assert.Contains("**Period:** 2025-10-10 to 2025-10-17", ReportMarkdown.Write(report), StringComparison.Ordinal);
        Assert.Contains("**Period:** 2025-10-13 to 2025-10-19", Lines);
    }

    [Fact]
    public void Rollup_TotalRuns_CountsEveryRun() => Assert.Contains("**Total Runs:** 245", Lines);

    [Fact]
    public void Rollup_TrafficSplit_ShowsRunsAndShares()
    {
        Assert.Contains("- V1 (original): 208 runs (84.9%)", Lines);
        Assert.Contains("- V2 (canary): 37 runs (15.1%)", Lines);
    }

    [Fact]
    public void Rollup_AgentChangeRate_IsOfTheComparedRuns() =>
        Assert.Contains("- Agent change rate: 18.2% (V1 vs V2 chose different agents)", Lines);

    [Fact]
    public void Rollup_TopAgentDisagreements_AreATableMostFrequentFirst()
    {
        var at = Array.IndexOf(Lines, "### Top Agent Disagreements");

        Assert.Equal(
            [
                "| V1 Agent | V2 Agent | Count |",
                "|----------|----------|-------|",
                "| `inbox_triage` | `inbox_priority` | 28 |",
                "| `knowledge_update` | `knowledge_validate` | 12 |",
                "",
            ],
            Lines[(at + 1)..(at + 6)]
        );
    }

    [Fact]
    public void Rollup_Recommendations_FollowFromTheFigures()
    {
        var at = Array.IndexOf(Lines, "## Recommendations");

        Assert.Equal(
            [
                "- ✅ Maintain current split - Good canary percentage",
                "- ⚠️ Review scoring weights - Some disagreement on `inbox_triage` vs `inbox_priority`",
                "",
            ],
            Lines[(at + 1)..(at + 4)]
        );
    }

    [Fact]
    public void Rollup_Actions_AreCheckboxes()
    {
        var at = Array.IndexOf(Lines, "## Actions");

        Assert.Equal(
            ["- [ ] Review top disagreements for correctness", "- [ ] Check quality dashboard for V1 vs V2 performance"],
            Lines[(at + 1)..(at + 3)]
        );
    }

    [Fact]
    public void Rollup_NoRuns_IsAReportThatSaysSo()
    {
        var text = ReportMarkdown.Write(Rows.Report([]));

        Assert.Contains("**Total Runs:** 0", text, StringComparison.Ordinal);
        Assert.Contains("- V2 (canary): 0 runs (n/a)", text, StringComparison.Ordinal);
        Assert.Contains("- ⚠️ Check the route - No run was recorded in this period", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    // Compared: 220, of which 40 differ in the agent.
    private static IEnumerable<ReportRow> Sample()
    {
        for (var i = 0; i < 245; i++)
        {
            var selected = i < 37 ? Planner.V2 : Planner.V1;
            yield return i switch
            {
                < 28 => Rows.Disagree("inbox_triage", "inbox_priority", selected),
                < 40 => Rows.Disagree("knowledge_update", "knowledge_validate", selected),
                < 220 => Rows.Run(selected),
                _ => Rows.Run(selected, diff: null),
            };
        }
    }
}
