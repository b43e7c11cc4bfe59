using System.Text.Json;
using Shadow.Reports;
using Shadow.Runs;

namespace Shadow.Tests.Reports;

public sealed class ReportMarkdownTests
{
    [Fact]
    public void Write_EverySection_IsTheGoldenText() => Assert.Equal(Golden, ReportMarkdown.Write(Full()));

    [Theory]
    [InlineData("a|b", "`a¦b`")]
    [InlineData("a\\|b", "`a\\¦b`")]
    [InlineData("a`b``", "`a'b''`")]
    [InlineData("a\r\n# b\u2028c\u202ed\0", "`a  # b c d `")]
    [InlineData("<script>", "`<script>`")]
    [InlineData("", "(empty)")]
    [InlineData(null, "(none)")]
    public void Write_HostileAgent_StaysInItsCell(string? agent, string cell)
    {
        var text = ReportMarkdown.Write(Rows.Report([Rows.Disagree(agent, "plain")]));

        Assert.Contains($"\n| {cell} | `plain` | 1 |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileReason_IsNoMarkup()
    {
        var rollback = new ReportedRollback(Rows.Week.From, false, "<b>*anna*</b>", "a\n## b [c](d) `e`", []);
        var text = ReportMarkdown.Write(Rows.Report([], new ReportedRollbacks(0, 1, [rollback])));

        Assert.Contains(
            "- 2025-10-13 00:00:00Z, manual, by &lt;b>\\*anna\\*&lt;/b>: a \\#\\# b \\[c\\](d) \\`e\\`\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WriteJson_SameReport_HasTheSameFigures()
    {
        var json = JsonElement.Parse(ReportJson.Write(Full()).Span);

        Assert.Equal(
            "week from until runs traffic_split reasons outcomes decisions top_disagreements other_disagreements objectives v1 v2 difference "
                + "rollbacks recommendations actions",
            string.Join(' ', json.EnumerateObject().Select(static property => property.Name))
        );
        Assert.Equal("2025-W42", json.GetProperty("week").GetString());
        Assert.Equal("2025-10-20T00:00:00Z", json.GetProperty("until").GetString());
        Assert.Equal(25, json.GetProperty("traffic_split").GetProperty("v2").GetProperty("share_pct").GetDouble());
        Assert.Equal(50, json.GetProperty("decisions").GetProperty("agent_changed_pct").GetDouble());
        Assert.Equal("a|b", json.GetProperty("top_disagreements")[0].GetProperty("agent_v1").GetString());
        Assert.Equal(-5, json.GetProperty("difference").GetProperty("quality_mean").GetDouble());
        Assert.Equal("auto", json.GetProperty("rollbacks").GetProperty("items")[0].GetProperty("trigger").GetString());
        Assert.Equal("few_legs", json.GetProperty("recommendations")[1].GetProperty("rule").GetString());
    }

    [Fact]
    public void WriteJson_NoRuns_HasNullsForFiguresWithoutValues()
    {
        var json = JsonElement.Parse(ReportJson.Write(Rows.Report([])).Span);

        Assert.Equal(JsonValueKind.Null, json.GetProperty("v2").GetProperty("latency_p95_ms").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("traffic_split").GetProperty("v1").GetProperty("share_pct").ValueKind);
    }

    private static WeeklyReport Full() =>
        Rows.Report(
            [
                Rows.Run() with
                {
                    V1 = Rows.Leg(latencyMs: 1),
                    V2 = Rows.Leg(latencyMs: 2, cost: 1.4, quality: 90),
                    Objective = "mail",
                },
                Rows.Disagree("a|b", "c") with
                {
                    V1 = Rows.Leg("a|b", latencyMs: 1),
                    V2 = Rows.Leg("c", latencyMs: 2, cost: 1.4, quality: 90),
                    Objective = "mail",
                },
                Rows.Run(diff: null) with
                {
                    V1 = Rows.Leg(latencyMs: 1),
                    V2 = Rows.Failed(),
                },
                Rows.Run(Planner.V2, diff: null) with
                {
                    Outcome = ShadowOutcome.Saturated,
                    V1 = default,
                    V2 = Rows.Leg(latencyMs: 2, cost: 1.4, quality: 90),
                },
            ],
            new ReportedRollbacks(
                1,
                1,
                [new(Rows.Week.From.AddHours(12), true, "guard", "auto", ["latency (V2 p95: 1850ms > 1600ms)", "cost (V2: 4.0¢ > 3.0¢)"])]
            )
        );

    private const string Golden = """
        # Planner Weekly Report — 2025-W42

        **Period:** 2025-10-13 to 2025-10-19
        **Total Runs:** 4

        ## Traffic Split
        - V1 (original): 3 runs (75.0%)
        - V2 (canary): 1 runs (25.0%)

        ### Reasons
        | Reason | Runs | Share |
        |--------|------|-------|
        | default | 3 | 75.0% |
        | canary | 1 | 25.0% |

        ## Decision Differences
        - Compared: 2 runs (50.0%)
        - Agent change rate: 50.0% (V1 vs V2 chose different agents)
        - Steps change rate: 0.0% (other steps, or another order)
        - Tools change rate: 0.0% (other tools)
        - Dry-run change rate: 0.0% (only one is a dry run)
        - Any change rate: 50.0%

        ### Top Agent Disagreements
        | V1 Agent | V2 Agent | Count |
        |----------|----------|-------|
        | `a¦b` | `c` | 1 |

        ### Divergence by Objective
        | Objective | Compared | Any change | Agent change |
        |-----------|----------|------------|--------------|
        | `mail` | 2 | 50.0% | 50.0% |

        ## V1 vs V2
        | Figure | V1 | V2 | V2 − V1 | Values (V1, V2) |
        |--------|----|----|---------|-----------------|
        | Quality (mean, points) | 95.0 | 90.0 | -5.0 | 3, 3 |
        | Latency p50 | 1.0 ms | 2.0 ms | +1.0 ms | 3, 3 |
        | Latency p95 | 1.0 ms | 2.0 ms | +1.0 ms | 3, 3 |
        | Cost (mean) | 1.20¢ | 1.40¢ | +0.20¢ | 3, 3 |
        | Errors | 0.0% | 25.0% | +25.0% | 3, 4 |

        ## Mirroring
        | Outcome | Runs | Share |
        |---------|------|-------|
        | compared | 2 | 50.0% |
        | saturated | 1 | 25.0% |
        | shadow_error | 1 | 25.0% |

        ## Rollbacks
        2 in all: 1 automatic, 1 manual.

        - 2025-10-13 12:00:00Z, automatic, by guard: latency (V2 p95: 1850ms > 1600ms); cost (V2: 4.0¢ > 3.0¢)
        - and 1 earlier ones

        ## Recommendations
        - ⚠️ Find the cause before V2 gets more traffic - Rolled back 2 time(s) (automatic: 1, manual: 1)
        - ⚠️ Let it run longer - V2 has 4 judged legs, and a judgement needs 30

        ## Actions
        - [ ] Review top disagreements for correctness
        - [ ] Check quality dashboard for V1 vs V2 performance
        - [ ] Write down the cause of each rollback

        """;
}
