using Shadow.Detection;
using Shadow.Reports;
using Shadow.Runs;

namespace Shadow.Tests.Reports;

public sealed class RecommendationTests
{
    [Theory]
    [InlineData(0, "start")]
    [InlineData(1, "raise")]
    [InlineData(9, "raise")]
    [InlineData(10, "maintain")]
    [InlineData(49, "maintain")]
    [InlineData(50, "promote")]
    [InlineData(99, "promote")]
    [InlineData(100, "retire_v1")]
    public void Draw_NothingAgainstV2_GoesByItsShare(int share, string rule) => Assert.Equal([rule], Of(Split(share)));

    [Fact]
    public void Draw_TooFewLegs_SaysSoAlone() => Assert.Equal(["few_legs"], Of(Split(20).Take(29)));

    [Fact]
    public void Draw_Rollback_IsTheFirstThingToLookInto()
    {
        var rollback = new ReportedRollback(Rows.Week.From, true, "guard", null, ["latency (V2 p95: 1850ms > 1600ms)"]);
        var report = Rows.Report(Split(20), new ReportedRollbacks(1, 2, [rollback]));

        var only = Assert.Single(report.Recommendations);
        Assert.Equal("rolled_back", only.Rule);
        Assert.Equal("Find the cause before V2 gets more traffic - Rolled back 3 time(s) (automatic: 1, manual: 2)", only.Text);
        Assert.Contains("Write down the cause of each rollback", report.Actions);
    }

    [Fact]
    public void Draw_QualityDropAboveTheThreshold_IsABreachAndEqualIsNot()
    {
        Assert.Equal(
            ["maintain"],
            Of(Split(20).Select(static row => row with { V1 = Rows.Leg(quality: 87.3), V2 = Rows.Leg(quality: 82.3) }))
        );
        Assert.Equal(
            "Do not raise the canary - quality (V1: 95.0, V2: 89.9, drop: 5.1)",
            Text(Split(20).Select(static row => row with { V2 = Rows.Leg(quality: 89.9) }), "quality")
        );
    }

    [Fact]
    public void Draw_SlowV2_IsABreach() =>
        Assert.Equal(
            "Do not raise the canary - latency (V2 p95: 1850ms > 1600ms)",
            Text(Split(20).Select(static row => row with { V2 = Rows.Leg(latencyMs: 1850) }), "latency")
        );

    [Fact]
    public void Draw_LatencyAtTheThreshold_IsNoBreachAndAMicrosecondMoreIs()
    {
        var thresholds = new Thresholds { MaxLatencyP95Ms = 1000 };
        WeeklyReport With(double latencyMs) =>
            Rows.Report(Split(20).Select(row => row with { V2 = Rows.Leg(latencyMs: latencyMs) }), thresholds: thresholds);

        Assert.Equal("maintain", Assert.Single(With(1000).Recommendations).Rule);
        Assert.Equal("Do not raise the canary - latency (V2 p95: 1000.224ms > 1000ms)", Assert.Single(With(1000.001).Recommendations).Text);
    }

    [Fact]
    public void Draw_CostJustAboveTheThreshold_IsShownAboveIt() =>
        Assert.Equal(
            "Do not raise the canary - cost (V2: 3.04¢ > 3.0¢)",
            Text(Split(20).Select(static row => row with { V2 = Rows.Leg(cost: 3.04) }), "cost")
        );

    [Fact]
    public void Draw_DearV2_IsABreachAndEqualIsNot()
    {
        Assert.Equal(["maintain"], Of(Split(20).Select(static row => row with { V2 = Rows.Leg(cost: 3) })));
        Assert.Equal(
            "Do not raise the canary - cost (V2: 4.0¢ > 3.0¢)",
            Text(Split(20).Select(static row => row with { V2 = Rows.Leg(cost: 4) }), "cost")
        );
    }

    [Fact]
    public void Draw_FailingV2_IsABreachAndEqualIsNot()
    {
        Assert.Equal(["maintain"], Of(Split(20, failed: 5)));
        Assert.Equal("Do not raise the canary - errors (V1: 0.0%, V2: 6.0%)", Text(Split(20, failed: 6), "errors"));
    }

    [Theory]
    [InlineData(9, "maintain")]
    [InlineData(10, "maintain some_disagreement")]
    [InlineData(29, "maintain some_disagreement")]
    [InlineData(30, "much_disagreement")]
    public void Draw_Disagreement_GoesByItsRate(int percent, string rules)
    {
        var rows = Split(20).Select((row, i) => i < percent ? Rows.Disagree("a", "b", row.Selected) : row);

        Assert.Equal(rules.Split(' '), Of(rows));
    }

    [Fact]
    public void Draw_FewCompared_NamesWhatBecameOfTheOthers()
    {
        var rows = Split(20).Select(static (row, i) => i < 60 ? row with { Outcome = ShadowOutcome.Saturated, Diff = null } : row);

        Assert.Equal("Look at the mirroring - Only 40.0% of the runs were compared, 60 ended as saturated", Text(rows, "few_compared"));
    }

    [Fact]
    public void Draw_ObjectiveThatStandsOut_IsNamed()
    {
        var rows = Split(20)
            .Select(
                static (row, i) =>
                    i < 30
                        ? row with
                        {
                            Objective = "mail",
                            Diff = i < 15 ? DiffFlags.Steps : DiffFlags.None,
                        }
                        : row with
                        {
                            Objective = "search",
                        }
            );

        Assert.Equal("Look at objective `mail` - 50.0% of its decisions differ, 15.0% of all", Text(rows, "objective"));
    }

    private static IEnumerable<ReportRow> Split(int share, int failed = 0) =>
        Enumerable
            .Range(0, 100)
            .Select(i =>
            {
                var row = Rows.Run(i < share ? Planner.V2 : Planner.V1);
                return i >= 100 - failed ? row with { V2 = Rows.Failed() } : row;
            });

    private static IEnumerable<string> Of(IEnumerable<ReportRow> rows) =>
        Rows.Report(rows).Recommendations.Select(static item => item.Rule);

    private static string Text(IEnumerable<ReportRow> rows, string rule) =>
        Assert.Single(Rows.Report(rows).Recommendations, item => item.Rule == rule).Text;
}
