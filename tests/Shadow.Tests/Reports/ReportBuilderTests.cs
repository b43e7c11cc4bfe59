using CsCheck;
using Shadow.Reports;
using Shadow.Runs;

namespace Shadow.Tests.Reports;

public sealed class ReportBuilderTests
{
    [Fact]
    public void Build_AnyOrder_IsTheSameReport() =>
        Rows
            .Any.Array[0, 60]
            .Sample(rows =>
            {
                var shuffled = rows.ToArray();
                new Random(rows.Length).Shuffle(shuffled);

                Assert.Equal(Text(rows), Text(shuffled));
            });

    [Fact]
    public void Build_AnyRows_SumsToTheNumberOfRuns() =>
        Rows
            .Any.Array[0, 60]
            .Sample(rows =>
            {
                var report = Rows.Report(rows);

                Assert.Equal(rows.Length, report.Runs);
                Assert.Equal(rows.Length, report.V1Runs + report.V2Runs);
                Assert.Equal(rows.Length, report.Reasons.Sum(static count => count.Runs));
                Assert.Equal(rows.Length, report.Outcomes.Sum(static count => count.Runs));
                Assert.Equal(rows.Count(static row => row.Diff is not null), report.Decisions.Compared);
                Assert.Equal(
                    report.Decisions.AgentChanged,
                    report.TopDisagreements.Sum(static pair => pair.Count) + report.OtherDisagreements
                );
                Assert.Equal(
                    rows.Count(static row => row.Diff is not null && row.Objective is not null),
                    report.Objectives.Sum(static item => item.Compared)
                );
            });

    [Fact]
    public void Build_Diffs_CountEachDimension()
    {
        var report = Rows.Report([
            Rows.Run(diff: DiffFlags.None),
            Rows.Run(diff: DiffFlags.Status),
            Rows.Run(diff: DiffFlags.Steps | DiffFlags.Tools),
            Rows.Run(diff: DiffFlags.Agent | DiffFlags.Steps | DiffFlags.DryRun),
            Rows.Run(diff: null),
        ]);

        var d = report.Decisions;
        Assert.Equal(
            (4, 1, 2, 1, 1, 2, 1),
            (d.Compared, d.AgentChanged, d.StepsChanged, d.ToolsChanged, d.DryRunChanged, d.AnyChange, d.StatusChanged)
        );
        Assert.Equal(50, d.AnyChangePct);
    }

    [Fact]
    public void Build_FailedLegs_GiveErrorsAlone_AndATimeoutItsAge()
    {
        var report = Rows.Report([
            Rows.Run() with
            {
                V2 = Rows.Failed(LegFailure.Status5xx, 5),
            },
            Rows.Run() with
            {
                V2 = Rows.Failed(LegFailure.Timeout, 1.5),
            },
            Rows.Run() with
            {
                V2 = Rows.Leg(latencyMs: 1, cost: 2, quality: 80),
            },
            Rows.Run() with
            {
                V2 = Rows.Leg(latencyMs: 1, cost: null, quality: null),
            },
        ]);

        var v2 = report.V2;
        Assert.Equal((4, 2, 50.0), (v2.Legs, v2.Failures, v2.ErrorRatePct));
        Assert.Equal((3, 1.0, 1.5), (v2.LatencyValues, v2.LatencyP50Ms, v2.LatencyP95Ms));
        Assert.Equal((1, 2.0, 1, 80.0), (v2.CostValues, v2.CostMeanCents, v2.QualityValues, v2.QualityMean));
    }

    [Fact]
    public void Build_WhatIsNoEvidence_IsLeftOutOfTheComparison()
    {
        var report = Rows.Report([
            Rows.Run() with
            {
                V1 = Rows.Leg() with { Inconclusive = true },
                V2 = default,
            },
            Rows.Run() with
            {
                V1 = Rows.Leg() with { Decided = false },
                V2 = default,
            },
            Rows.Run() with
            {
                Reason = SelectionReason.Override,
            },
            Rows.Run() with
            {
                Reason = SelectionReason.Cutover,
            },
            // Overridden, and failed over since.
            Rows.Run() with
            {
                Reason = SelectionReason.Failover,
                Judge = JudgeMode.Off,
                V2 = Rows.Failed(),
            },
            Rows.Run() with
            {
                Outcome = ShadowOutcome.Upgrade,
            },
        ]);

        Assert.Equal((6, 0, 0), (report.Runs, report.V1.Legs, report.V2.Legs));
    }

    [Fact]
    public void Build_HedgedAway_CountsV2AtItsAge()
    {
        var report = Rows.Report([
            Rows.Run() with
            {
                Reason = SelectionReason.Hedge,
                V2 = Rows.Leg(latencyMs: 1) with { Inconclusive = true },
            },
        ]);

        Assert.Equal((0, 1, 1.0), (report.V2.Legs, report.V2.LatencyValues, report.V2.LatencyP50Ms));
        Assert.Equal(0, report.V1.LatencyValues);
    }

    [Fact]
    public void Build_LargestCosts_DoNotOverflow()
    {
        const double Largest = 1e9;
        var report = Rows.Report(Enumerable.Repeat(Rows.Run() with { V2 = Rows.Leg(cost: Largest) }, 20_000));

        Assert.Equal(Largest, report.V2.CostMeanCents);
    }

    [Fact]
    public void Build_MorePairsThanAreToldApart_CountsTheRestAsOther()
    {
        var rows = Enumerable.Range(0, DisagreementTally.MaxPairs + 50).Select(static i => Rows.Disagree($"a{i}", "b"));
        var report = Rows.Report([Rows.Disagree("often", "b"), Rows.Disagree("often", "b"), .. rows]);

        Assert.Equal(new AgentDisagreement("often", "b", 2), report.TopDisagreements[0]);
        Assert.Equal(ReportBuilder.TopPairs, report.TopDisagreements.Count);
        Assert.Equal(DisagreementTally.MaxPairs + 52, report.OtherDisagreements + report.TopDisagreements.Sum(static pair => pair.Count));
    }

    [Fact]
    public void Build_LongNames_AreCutBetweenCharacters()
    {
        var name = new string('x', DisagreementTally.MaxName - 2) + "😀😀";
        var pair = Rows.Report([Rows.Disagree(name, "b")]).TopDisagreements[0];

        Assert.Equal(new string('x', DisagreementTally.MaxName - 2) + "…", pair.V1Agent);
    }

    [Fact]
    public void Build_MoreObjectivesThanAreToldApart_CountsTheRestAsOne()
    {
        var rows = Enumerable.Range(0, ObjectiveTally.MaxObjectives + 5).Select(static i => Rows.Run() with { Objective = $"o{i}" });
        var report = Rows.Report([Rows.Run(diff: DiffFlags.Agent) with { Objective = "mail" }, .. rows]);

        Assert.Equal(new ObjectiveDivergence("mail", 1, 1, 1), report.Objectives[0]);
        Assert.Equal(new ObjectiveDivergence(null, 6, 0, 0), report.Objectives[^1]);
        Assert.Equal(ReportBuilder.TopObjectives + 1, report.Objectives.Count);
    }

    private static string Text(IEnumerable<ReportRow> rows) =>
        System.Text.Encoding.UTF8.GetString(ReportJson.Write(Rows.Report(rows)).Span);
}
