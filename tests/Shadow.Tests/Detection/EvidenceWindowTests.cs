using CsCheck;
using Shadow.Detection;
using Shadow.Runs;
using static Shadow.Tests.Detection.EvidenceBed;

namespace Shadow.Tests.Detection;

public class EvidenceWindowTests
{
    private readonly EvidenceBed _bed = new(new Thresholds { MinSample = 2, WindowRuns = 4 });

    [Fact]
    public void Observe_V1EndsAfterV2_IsPairedWithItsRun()
    {
        var first = _bed.Observe(Planner.V2, null, Leg(quality: 80));
        _bed.Observe(Planner.V2, Leg(quality: 70), Leg(quality: 60));
        Assert.Equal("served", _bed.Book.Read(1).V1.Source);
        _bed.Complete(first, Leg(quality: 90), null);
        var stats = _bed.Book.Read(1);
        Assert.Equal(("paired", 80.0, 70.0), (stats.V1.Source, stats.V1.QualityMean, stats.V2.QualityMean));
    }

    [Fact]
    public void Observe_V1EndsFirst_WaitsForV2()
    {
        var run = _bed.Observe(Planner.V2, Leg(), null);
        Assert.Equal(0, _bed.Book.Read(1).V2.Samples);
        Assert.True(_bed.Book.Observe(new RunEvidence(run, 1, Planner.V2, 0, Leg(), Leg(), V1Seen: true)));
        Assert.Equal(1, _bed.Judge().Figures.Pairs);
    }

    [Fact]
    public void Observe_RunThatHasLeftTheWindow_DoesNotComeBack()
    {
        var run = _bed.Observe(Planner.V2, null, Leg(quality: 1));
        _bed.Pairs(4, Leg(), Leg());
        _bed.Complete(run, Leg(), Leg(quality: 1));
        Assert.Equal(95, _bed.Book.Read(1).V2.QualityMean);
    }

    [Fact]
    public void Observe_TheSameAgain_ChangesNothing()
    {
        var run = _bed.Observe(Planner.V2, Leg(), Leg());
        Assert.False(_bed.Book.Observe(new RunEvidence(run, 1, Planner.V2, 0, Leg(), Leg(), true, true)));
    }

    [Fact]
    public void Observe_OlderEpoch_IsIgnored()
    {
        _bed.Epoch = 2;
        _bed.Pairs(1, Leg(), Leg());
        _bed.Epoch = 1;
        _bed.Pairs(3, Leg(), Failed());
        Assert.Equal((1, 0.0), (_bed.Book.Read(2).V2.Samples, _bed.Book.Read(2).V2.ErrorRatePct));
    }

    [Fact]
    public void BeginEpoch_NewBuild_KeepsTheFailuresInARow()
    {
        _bed.Pairs(3, Leg(), Failed());
        _bed.Book.BeginEpoch(2, keepStreak: true);
        _bed.Epoch = 2;
        Assert.Equal((0, 3), (_bed.Judge().Figures.V2.Runs, _bed.Judge().Figures.FailuresInARow));
        _bed.Book.BeginEpoch(3, keepStreak: false);
        _bed.Epoch = 3;
        Assert.Equal(0, _bed.Judge().Figures.FailuresInARow);
    }

    [Fact]
    public void BeginEpoch_NewBuildRightAfterTheKillSwitchWentOff_StartsAnew()
    {
        _bed.Pairs(3, Leg(), Failed());
        // Epoch 2 began with the switch, and nothing was judged in it before v2's new build showed itself.
        _bed.Book.BeginEpoch(3, keepStreak: true);
        _bed.Epoch = 3;
        Assert.Equal(0, _bed.Judge().Figures.FailuresInARow);
    }

    [Fact]
    public void Read_WindowGrowsAndShrinks_KeepsTheNewest()
    {
        for (var quality = 1; quality <= 4; quality++)
            _bed.Pairs(1, Leg(), Leg(quality));
        _bed.Thresholds = _bed.Thresholds with { WindowRuns = 6 };
        _bed.Pairs(1, Leg(), Leg(5));
        Assert.Equal((5, 3.0), (_bed.Book.Read(1).V2.Samples, _bed.Book.Read(1).V2.QualityMean));
        _bed.Thresholds = _bed.Thresholds with { WindowRuns = 2 };
        Assert.Equal((2, 4.5), (_bed.Book.Read(1).V2.Samples, _bed.Book.Read(1).V2.QualityMean));
    }

    [Fact]
    public void Read_WindowMinutes_LeavesOutWhatIsOlder()
    {
        _bed.Thresholds = _bed.Thresholds with { WindowMinutes = 5 };
        _bed.Pairs(2, Leg(), Leg(10));
        _bed.Time.Advance(TimeSpan.FromMinutes(3));
        _bed.Pairs(1, Leg(), Leg(40));
        _bed.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, _bed.Book.Read(1).V2.Samples);
        _bed.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((1, 40.0), (_bed.Book.Read(1).V2.Samples, _bed.Book.Read(1).V2.QualityMean));
    }

    [Fact]
    public void Rate_RunInTheWindow_ReplacesTheQualityWhateverIsLearntLater()
    {
        var run = _bed.Observe(Planner.V2, null, Leg(quality: 90));
        _bed.Book.Rate(run, Planner.V2, 10.5);
        _bed.Complete(run, Leg(quality: 80), Leg(quality: 90));
        _bed.Book.Rate(run, Planner.V1, 20);
        var figures = _bed.Judge().Figures;
        Assert.Equal((10_500_000L, 1), (figures.V2.QualitySum, figures.V2.QualityValues));
        _bed.Pairs(1, Leg(quality: 40), Leg());
        Assert.Equal(30, _bed.Book.Read(1).V1.QualityMean);
    }

    [Fact]
    public void Rate_FailedLegOrUnknownRun_ChangesNothing()
    {
        var run = _bed.Observe(Planner.V2, null, Failed());
        _bed.Book.Rate(run, Planner.V2, 50);
        _bed.Book.Rate(Guid.NewGuid(), Planner.V2, 50);
        Assert.Equal(0, _bed.Judge().Figures.V2.QualityValues);
    }

    [Fact]
    public void Hedged_V2WasSilent_CountsItsAgeAndNeitherSuccessNorFailure()
    {
        _bed.Pairs(1, null, LegSample.Hedged(2500));
        var figures = _bed.Judge().Figures.V2;
        Assert.Equal((0, 0, 1, 2_500_000L), (figures.Runs, figures.Failures, figures.LatencyValues, figures.LatencyP95Micros));
    }

    [Fact]
    public void Judge_WithEvidence_NamesTheRunsThatWeighedMost()
    {
        _bed.Thresholds = new Thresholds { MinSample = 2 };
        _bed.Pairs(10, Leg(), Leg());
        var bad = _bed.Observe(Planner.V2, Leg(), Leg(quality: 0));
        var dear = _bed.Observe(Planner.V2, Leg(), Leg(cost: 99));
        _bed.Book.Judge(1, [], out var breach);
        Assert.Equal(("quality", 0.0), (breach!.Runs.First(run => run.RunId == bad).Metric, breach.Runs[0].Value));
        Assert.Contains(breach.Runs, run => run.RunId == dear && run is { Metric: "cost", Value: 99 });
        Assert.Equal(10, breach.Runs.Count);
    }

    [Fact]
    public void Observe_AnyOrderOfLegEnds_EndsWithTheSameFiguresAsInOrder() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100], Gen.Int[0, 100]).Array[1, 30], Gen.Int[0, 1_000_000])
            .Sample(
                (runs, seed) =>
                {
                    var (ordered, shuffled) = (Bed(), Bed());
                    var events = new List<(int Key, RunEvidence Evidence)>();
                    var random = new Random(seed);
                    for (var i = 0; i < runs.Length; i++)
                    {
                        var (kind, q1, q2) = runs[i];
                        var id = new Guid(i + 1, 0, 0, new byte[8]);
                        LegSample? v1 = kind == 1 ? Failed() : Leg(quality: q1);
                        LegSample? v2 = kind == 2 ? Failed() : Leg(quality: q2);
                        var whole = new RunEvidence(id, 1, Planner.V2, 0, v1, v2);
                        ordered.Book.Observe(whole);
                        // v2's ends keep their order, for the window is in it; v1's come at any time, and some are told twice.
                        events.Add((2 * i * 1000, whole with { V1 = null }));
                        events.Add((random.Next(60_000), whole with { V2 = null }));
                        events.Add((70_000 + i, whole with { V1Seen = true, V2Seen = true }));
                    }

                    foreach (var (_, evidence) in events.OrderBy(e => e.Key))
                        shuffled.Book.Observe(evidence);
                    var (expected, actual) = (ordered.Judge().Figures, shuffled.Judge().Figures);
                    Assert.Equal(expected with { FailuresInARow = 0 }, actual with { FailuresInARow = 0 });
                }
            );

    [Fact]
    public void Observe_AnyRuns_FiguresAreThoseOfTheNewest() =>
        Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 60])
            .Sample(
                (window, runs) =>
                {
                    var bed = new EvidenceBed(new Thresholds { MinSample = 1, WindowRuns = window });
                    foreach (var (failed, latency, cost) in runs)
                        bed.Pairs(1, Leg(), failed ? Failed(LegFailure.Timeout, latency) : Leg(latency: latency, cost: cost));
                    var newest = runs.TakeLast(window).ToList();
                    var figures = bed.Judge().Figures.V2;
                    Assert.Equal(newest.Count, figures.Runs);
                    Assert.Equal(newest.Count(run => run.Item1), figures.Failures);
                    Assert.Equal(newest.Where(run => !run.Item1).Sum(run => run.Item3 * 1_000_000L), figures.CostSum);
                    Assert.Equal(NearestRank.Of([.. newest.Select(run => run.Item2 * 1000L).Order()], 95), figures.LatencyP95Micros);
                }
            );

    private static EvidenceBed Bed() => new(new Thresholds { MinSample = 1, WindowRuns = 50 });
}
