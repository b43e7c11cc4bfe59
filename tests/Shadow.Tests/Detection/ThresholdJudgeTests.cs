using CsCheck;
using Shadow.Detection;
using Shadow.Runs;
using static Shadow.Tests.Detection.EvidenceBed;

namespace Shadow.Tests.Detection;

public class ThresholdJudgeTests
{
    private readonly EvidenceBed _bed = new();

    [Fact]
    public void HealthyCanary_EqualPlanners_IsHealthy()
    {
        _bed.Pairs(50, Leg(), Leg());
        Assert.Equal(("healthy", ""), (_bed.Verdict(), _bed.Breaches()));
        Assert.Equal(JudgedMetrics.None, _bed.Judge().NotJudged);
    }

    [Fact]
    public void V2OutperformsV1_BetterEverywhere_IsHealthy()
    {
        _bed.Pairs(50, Leg(80, 900, 2.5), Leg(97, 200, 0.5));
        Assert.Equal("healthy", _bed.Verdict());
    }

    [Fact]
    public void QualityRegression_DropAboveFive_SaysTheDrop()
    {
        _bed.Pairs(50, Leg(quality: 95), Leg(quality: 82));
        Assert.Equal(("regression", "quality (V1: 95.0, V2: 82.0, drop: 13.0)"), (_bed.Verdict(), _bed.Breaches()));
    }

    [Fact]
    public void LatencyRegression_P95Above1600_SaysIt()
    {
        _bed.Pairs(50, Leg(), Leg(latency: 1850));
        Assert.Equal("latency (V2 p95: 1850ms > 1600ms)", _bed.Breaches());
    }

    [Fact]
    public void LatencyRegression_FiveOfHundredSlow_IsNoneButSixAre()
    {
        _bed.Pairs(95, Leg(), Leg());
        _bed.Pairs(5, Leg(), Leg(latency: 5000));
        Assert.Equal("healthy", _bed.Verdict());
        _bed.Pairs(1, Leg(), Leg(latency: 5000));
        Assert.Equal("latency (V2 p95: 5000ms > 1600ms)", _bed.Breaches());
    }

    [Fact]
    public void CostRegression_MeanAboveThree_SaysIt()
    {
        _bed.Pairs(50, Leg(), Leg(cost: 4));
        Assert.Equal("cost (V2: 4.0¢ > 3.0¢)", _bed.Breaches());
    }

    [Fact]
    public void ErrorRegression_DifferenceAboveFive_SaysBothRates()
    {
        _bed.Pairs(88, Leg(), Leg());
        for (var i = 0; i < 12; i++)
        {
            _bed.Pairs(1, Leg(), Failed());
            // Never ten in a row.
            _bed.Served(1, Leg());
        }

        _bed.Thresholds = _bed.Thresholds with { MaxConsecutiveErrors = 0 };
        Assert.Equal("errors (V1: 0.0%, V2: 12.0%)", _bed.Breaches());
    }

    [Fact]
    public void MultipleRegressions_AllAtOnce_AreAllNamedInOrder()
    {
        _bed.Pairs(50, Leg(), Leg(quality: 85, latency: 1700, cost: 4));
        Assert.Equal(
            "quality (V1: 95.0, V2: 85.0, drop: 10.0); latency (V2 p95: 1700ms > 1600ms); cost (V2: 4.0¢ > 3.0¢)",
            _bed.Breaches()
        );
    }

    [Fact]
    public void SingleBreach_OthersHealthy_IsNamedAlone()
    {
        _bed.Pairs(50, Leg(), Leg(cost: 3.5));
        Assert.Single(BreachTexts.Of(_bed.Judge()));
    }

    [Fact]
    public void GradualDegradation_EachRunALittleWorse_BreachesOnceTheMeanIsOver()
    {
        var judged = new List<string>();
        for (var run = 0; run < 200; run++)
        {
            _bed.Pairs(1, Leg(quality: 95), Leg(quality: 95 - run / 10.0));
            judged.Add(_bed.Verdict());
        }

        var first = judged.IndexOf("regression");
        // Runs 0 to 100: the window holds the last hundred, whose mean drop is 5.05; one run earlier it is 4.95.
        Assert.Equal(100, first);
        Assert.All(judged.Take(29), verdict => Assert.Equal("insufficient_data", verdict));
        Assert.All(judged.Skip(first), verdict => Assert.Equal("regression", verdict));
    }

    [Fact]
    public void InsufficientSamples_29Runs_AreNotJudged()
    {
        _bed.Pairs(29, Leg(), Leg(quality: 10, latency: 9000, cost: 90));
        Assert.Equal(("insufficient_data", ""), (_bed.Verdict(), _bed.Breaches()));
        Assert.Equal(["quality", "latency", "cost", "errors"], BreachTexts.NotJudged(_bed.Judge()));
        _bed.Pairs(1, Leg(), Leg());
        Assert.Equal("regression", _bed.Verdict());
    }

    [Fact]
    public void ZeroSamples_BothPlanners_IsInsufficient() => Assert.Equal("insufficient_data", _bed.Verdict());

    [Theory]
    [InlineData(90.0, 1600.0, 3.0, "")]
    [InlineData(89.999999, 1600.0, 3.0, "quality (V1: 95.0, V2: 90.0, drop: 5.0)")]
    [InlineData(90.0, 1600.001, 3.0, "latency (V2 p95: 1600.001ms > 1600ms)")]
    [InlineData(90.0, 1600.0, 3.000001, "cost (V2: 3.000001¢ > 3.0¢)")]
    public void ExactlyAtThreshold_EachMetric_IsNoBreachAndAMillionthMoreIs(double quality, double latency, double cost, string breaches)
    {
        _bed.Pairs(50, Leg(quality: 95), Leg(quality, latency, cost));
        Assert.Equal(breaches, _bed.Breaches());
    }

    [Fact]
    public void ExactlyAtThreshold_ErrorRate_IsNoBreachAndOneMoreIs()
    {
        _bed.Pairs(5, Leg(), Failed());
        _bed.Pairs(95, Leg(), Leg());
        Assert.Equal("healthy", _bed.Verdict());
        _bed.Pairs(1, Leg(), Failed());
        // The oldest failure left with it.
        Assert.Equal("healthy", _bed.Verdict());
        _bed.Pairs(94, Leg(), Leg());
        _bed.Pairs(6, Leg(), Failed());
        Assert.Equal("errors (V1: 0.0%, V2: 6.0%)", _bed.Breaches());
    }

    [Fact]
    public void ExactlyAtThreshold_ManyFractions_SumsStayExact()
    {
        // 0.1 has no exact binary form: thirty of them add up to 3.0000000000000013.
        _bed.Thresholds = _bed.Thresholds with
        {
            MaxCostCents = 0.1,
            MaxQualityDrop = 0.1,
        };
        _bed.Pairs(30, Leg(quality: 0.3, cost: 0.1), Leg(quality: 0.2, cost: 0.1));
        Assert.Equal("", _bed.Breaches());
    }

    [Fact]
    public void ThresholdEnforcement_OtherThresholds_AreTheOnesThatCount()
    {
        _bed.Pairs(50, Leg(quality: 95, latency: 500, cost: 1), Leg(quality: 92, latency: 1500, cost: 2));
        Assert.Equal("", _bed.Breaches());
        _bed.Thresholds = _bed.Thresholds with { MaxQualityDrop = 2, MaxLatencyP95Ms = 1000, MaxCostCents = 1.5 };
        Assert.Equal("quality (V1: 95.0, V2: 92.0, drop: 3.0); latency (V2 p95: 1500ms > 1000ms); cost (V2: 2.0¢ > 1.5¢)", _bed.Breaches());
    }

    [Fact]
    public void SampleSizeValidation_AMetricWithTooFewValues_IsNotJudgedAndSaidSo()
    {
        _bed.Pairs(29, Leg(), Leg(quality: 10));
        _bed.Pairs(21, Leg(), LegSample.Of(LegFailure.None, 100, 1, null));
        Assert.Equal(("healthy", ""), (_bed.Verdict(), _bed.Breaches()));
        Assert.Equal(["quality"], BreachTexts.NotJudged(_bed.Judge()));
    }

    [Fact]
    public void SampleSizeValidation_MinimumAboveTheWindow_IsNeverJudged()
    {
        _bed.Thresholds = _bed.Thresholds with { MinSample = 101 };
        _bed.Pairs(300, Leg(), Leg(quality: 1, latency: 9000, cost: 90));
        Assert.Equal("insufficient_data", _bed.Verdict(9_000_000, 9_000_000));
    }

    [Fact]
    public void ConsecutiveErrors_TenWhereV1SucceededOrIsUnknown_BreachWithoutAMinimumSample()
    {
        _bed.Pairs(5, Leg(), Failed());
        _bed.Pairs(4, null, Failed(LegFailure.Connect));
        Assert.Equal("insufficient_data", _bed.Verdict());
        _bed.Pairs(1, null, Failed());
        Assert.Equal(("regression", "errors (V2: 10 consecutive failures)"), (_bed.Verdict(), _bed.Breaches()));
    }

    [Fact]
    public void ConsecutiveErrors_ASuccessBetween_BeginsAnew()
    {
        _bed.Pairs(9, Leg(), Failed());
        _bed.Pairs(1, Leg(), Leg());
        _bed.Pairs(9, Leg(), Failed());
        Assert.Equal("insufficient_data", _bed.Verdict());
    }

    [Fact]
    public void ConsecutiveErrors_V1FailsTheSameRun_NeitherCountsNorEndsTheRow()
    {
        _bed.Pairs(9, Leg(), Failed());
        _bed.Pairs(20, Failed(), Failed());
        Assert.Equal(9, _bed.Judge().Figures.FailuresInARow);
        _bed.Pairs(1, Leg(), Failed());
        Assert.Equal(10, _bed.Judge().Figures.FailuresInARow);
    }

    [Fact]
    public void ConsecutiveErrors_V1TurnsOutToHaveFailed_AreTakenBack()
    {
        var run = _bed.Observe(Planner.V2, null, Failed());
        Assert.Equal(1, _bed.Judge().Figures.FailuresInARow);
        _bed.Complete(run, Failed(), Failed());
        Assert.Equal(0, _bed.Judge().Figures.FailuresInARow);
        // A second telling takes nothing more.
        _bed.Complete(run, Failed(), Failed());
        Assert.Equal(0, _bed.Judge().Figures.FailuresInARow);
    }

    [Fact]
    public void ConsecutiveErrors_V1WasAskedAgainAndAnswered_Count()
    {
        var run = _bed.Observe(Planner.V2, Failed(), Failed());
        Assert.Equal(0, _bed.Judge().Figures.FailuresInARow);
        _bed.Complete(run, Leg(), Failed());
        Assert.Equal(1, _bed.Judge().Figures.FailuresInARow);
        _bed.Pairs(1, Leg(), Leg());
        // The row is over: what is learnt of an old run changes nothing of the next one.
        _bed.Complete(run, Failed(), Failed());
        _bed.Pairs(1, Leg(), Failed());
        Assert.Equal(1, _bed.Judge().Figures.FailuresInARow);
    }

    [Fact]
    public void ConsecutiveErrors_Zero_IsOff()
    {
        _bed.Thresholds = _bed.Thresholds with { MaxConsecutiveErrors = 0 };
        _bed.Pairs(29, Leg(), Failed());
        Assert.Equal("insufficient_data", _bed.Verdict());
    }

    [Fact]
    public void V1Unfit_BothFailAlike_IsSaid()
    {
        _bed.Pairs(40, Failed(), Failed());
        _bed.Pairs(30, Leg(), Leg(quality: 50));
        Assert.True(_bed.Judge() is { Verdict: Verdict.Regression, V1Unfit: true });
    }

    [Theory]
    [InlineData(49, 51, 49, false)]
    [InlineData(50, 50, 50, true)]
    [InlineData(50, 50, 51, false)]
    public void V1Unfit_AtItsBoundaries_NeedsHalfAndAtLeastAsMany(int v1Failed, int v1Good, int v2Failed, bool unfit)
    {
        for (var i = 0; i < v1Failed + v1Good; i++)
            _bed.Pairs(1, i < v1Failed ? Failed() : Leg(), i < v2Failed ? Failed() : Leg());
        Assert.Equal(unfit, _bed.Judge().V1Unfit);
    }

    [Fact]
    public void OpenLegs_OlderThanTheLimit_CountAtTheirAge()
    {
        _bed.Pairs(90, Leg(), Leg());
        Assert.Equal("", _bed.Breaches());
        Assert.Equal("", _bed.Breaches([1_700_000, 1_800_000, 1_900_000, 2_000_000]));
        Assert.Equal("latency (V2 p95: 1700ms > 1600ms)", _bed.Breaches([1_700_000, 1_800_000, 1_900_000, 2_000_000, 2_100_000]));
    }

    [Fact]
    public void OpenLegs_NothingEverEnded_AreEnoughByThemselves()
    {
        var ages = Enumerable.Repeat(2_000_000L, 29).ToArray();
        Assert.Equal("insufficient_data", _bed.Verdict(ages));
        Assert.Equal("latency (V2 p95: 2000ms > 1600ms)", _bed.Breaches([.. ages, 3_000_000]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(95)]
    public void TrafficSplit_AnyPercent_JudgesTheSameV2Alike(int percent)
    {
        for (var run = 0; run < 2000; run++)
        {
            if (run * percent / 100 != (run + 1) * percent / 100)
                _bed.Pairs(1, Leg(), Leg(quality: 88));
            else
                _bed.Served(1, Leg(), Leg(quality: 88));
        }

        Assert.Equal("quality (V1: 95.0, V2: 88.0, drop: 7.0)", _bed.Breaches());
        Assert.Equal(100, _bed.Book.Read(1).V2.Samples);
    }

    [Fact]
    public void WouldBreach_ShadowLegsAreWorse_IsSaidButIsNoBreach()
    {
        _bed.Served(40, Leg(), Leg(quality: 60));
        Assert.Equal(("insufficient_data", ""), (_bed.Verdict(), _bed.Breaches()));
        Assert.Equal(["quality (V1: 95.0, V2: 60.0, drop: 35.0)"], BreachTexts.Of(_bed.Book.JudgeShadow(1)));
    }

    [Fact]
    public void Judge_AnyValues_AgreesWithExactArithmetic() =>
        Gen.Select(Gen.Int[0, 100_000].Array[30, 60], Gen.Int[0, 100_000].Array[30, 60], Gen.Int[0, 10_000])
            .Sample(
                (first, second, limit) =>
                {
                    var bed = new EvidenceBed(
                        new Thresholds
                        {
                            MaxQualityDrop = limit / 1000.0,
                            MaxCostCents = 1e6,
                            MaxLatencyP95Ms = 1e6,
                        }
                    );
                    foreach (var quality in first)
                        bed.Served(1, Leg(quality: quality / 1000.0));
                    foreach (var quality in second)
                        bed.Pairs(1, null, Leg(quality: quality / 1000.0));
                    var drop = first.Sum(v => (decimal)v) / first.Length - second.Sum(v => (decimal)v) / second.Length;
                    // Quotients of decimals are rounded at the 28th digit; sums of products are not.
                    Assert.Equal(decimal.Round(drop, 20) > limit, bed.Judge().Breached == JudgedMetrics.Quality);
                }
            );
}
