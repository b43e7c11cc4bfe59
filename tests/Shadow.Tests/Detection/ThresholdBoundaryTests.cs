using Shadow.Detection;

namespace Shadow.Tests.Detection;

/// <summary>The judge at its exact boundaries: equal is no breach, one millionth (of a point, a cent, a percentage point) or one microsecond is.</summary>
public class ThresholdBoundaryTests
{
    private const long Million = 1_000_000;

    private readonly ThresholdJudge _judge = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Quality_DropOverThirtyRuns_BreachesByTheLeastSum(long micros, bool breached)
    {
        // 30 · 95 against 30 · 90, less one millionth of a point in the sum of all: a thirtieth of a millionth in the mean.
        var (v1, v2) = (Side(30) with { QualitySum = 30 * 95 * Million }, Side(30) with { QualitySum = 30 * 90 * Million - micros });
        Is(JudgedMetrics.Quality, breached, Figures(v1, v2));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Quality_UnlikeCounts_AreComparedWithoutRounding(long micros, bool breached)
    {
        // Means of 100/3 and 85/3 points: their difference is exactly 5.
        var v1 = Side(33) with
        {
            QualitySum = 1100 * Million,
        };
        var v2 = Side(45) with { QualitySum = 1275 * Million - micros };
        Is(JudgedMetrics.Quality, breached, Figures(v1, v2));
    }

    [Theory]
    [InlineData(1_600_000, false)]
    [InlineData(1_600_001, true)]
    public void Latency_P95_BreachesByAMicrosecond(long micros, bool breached) =>
        Is(JudgedMetrics.Latency, breached, Figures(Side(30), Side(30) with { LatencyP95Micros = micros }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Cost_Mean_BreachesByTheLeastSum(long micros, bool breached) =>
        Is(JudgedMetrics.Cost, breached, Figures(Side(30), Side(37) with { CostSum = 37 * 3 * Million + micros }));

    [Theory]
    [InlineData(0, 100, 5, 100, 5.0, false)]
    [InlineData(0, 100, 5, 100, 4.999999, true)]
    [InlineData(0, 100, 6, 100, 5.0, true)]
    [InlineData(1, 40, 3, 40, 5.0, false)]
    [InlineData(1, 30, 25, 300, 5.0, false)]
    [InlineData(1, 30, 26, 300, 5.0, true)]
    [InlineData(10, 100, 10, 100, 0.0, false)]
    [InlineData(10, 100, 11, 100, 0.0, true)]
    [InlineData(0, 100, 100, 100, 100.0, false)]
    [InlineData(50, 100, 0, 100, 0.0, false)]
    public void Errors_Difference_BreachesAboveTheLimit(int v1Failed, int v1Runs, int v2Failed, int v2Runs, double limit, bool breached)
    {
        var figures = Figures(Side(v1Runs) with { Failures = v1Failed }, Side(v2Runs) with { Failures = v2Failed });
        Is(JudgedMetrics.Errors, breached, figures, new Thresholds { MaxErrorRate = limit, WindowRuns = 1000 });
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    public void ConsecutiveErrors_AtTheLimit_IsABreachAlready(int row, bool breached)
    {
        var judgement = _judge.Judge(Figures(Side(0), Side(0)) with { FailuresInARow = row }, new Thresholds());
        Assert.Equal(breached ? JudgedMetrics.ConsecutiveErrors : JudgedMetrics.None, judgement.Breached);
        Assert.Equal(breached ? Verdict.Regression : Verdict.InsufficientData, judgement.Verdict);
    }

    [Theory]
    [InlineData(29, 30, 30, false)]
    [InlineData(30, 29, 30, false)]
    [InlineData(30, 30, 30, true)]
    [InlineData(100, 100, 101, false)]
    [InlineData(1, 1, 1, true)]
    public void MinSample_ValuesOfBothSides_DecideWhatIsJudged(int v1, int v2, int minSample, bool judged)
    {
        var thresholds = new Thresholds { MinSample = minSample };
        var judgement = _judge.Judge(Figures(Bad(v1) with { QualitySum = 100 * v1 * Million, Failures = 0 }, Bad(v2)), thresholds);
        const JudgedMetrics TwoSided = JudgedMetrics.Quality | JudgedMetrics.Errors;
        Assert.Equal(judged ? TwoSided : JudgedMetrics.None, judgement.Breached & TwoSided);
        Assert.Equal(judged ? JudgedMetrics.None : TwoSided, judgement.NotJudged & TwoSided);
        // Latency and cost are v2's alone.
        var one = v2 >= minSample && minSample <= thresholds.WindowRuns;
        const JudgedMetrics OneSided = JudgedMetrics.Latency | JudgedMetrics.Cost;
        Assert.Equal(one ? OneSided : JudgedMetrics.None, judgement.Breached & OneSided);
    }

    [Fact]
    public void MinSample_AboveTheWindow_IsNeverReachedNotEvenByOpenLegs()
    {
        var thresholds = new Thresholds { MinSample = 31, WindowRuns = 30 };
        var figures = Figures(Bad(30) with { Failures = 0 }, Bad(30) with { LatencyValues = 500 }) with { OpenLegs = 470 };
        Assert.Equal(
            (JudgedMetrics.None, Judgement.Sampled, Verdict.InsufficientData),
            (
                _judge.Judge(figures, thresholds).Breached,
                _judge.Judge(figures, thresholds).NotJudged,
                _judge.Judge(figures, thresholds).Verdict
            )
        );
        // Failures in a row have no minimum sample.
        Assert.Equal(JudgedMetrics.ConsecutiveErrors, _judge.Judge(figures with { FailuresInARow = 10 }, thresholds).Breached);
    }

    [Theory]
    [InlineData("quality")]
    [InlineData("latency")]
    [InlineData("cost")]
    public void MinSample_OfAMetric_IsOfItsValuesAlone(string metric)
    {
        var v2 = Bad(50);
        var few = metric switch
        {
            "quality" => v2 with { QualityValues = 29, QualitySum = 0 },
            "latency" => v2 with { LatencyValues = 29 },
            _ => v2 with { CostValues = 29 },
        };
        var judgement = _judge.Judge(Figures(Side(50) with { QualitySum = 50 * 95 * Million }, few), new Thresholds());
        Assert.Equal([metric], BreachTexts.NotJudged(judgement));
        Assert.DoesNotContain(BreachTexts.Of(judgement), text => text.StartsWith(metric, StringComparison.Ordinal));
        Assert.Equal(Verdict.Regression, judgement.Verdict);
    }

    [Theory]
    [InlineData(29, 30, Verdict.InsufficientData)]
    [InlineData(30, 30, Verdict.Healthy)]
    public void Verdict_WithoutABreach_NeedsTheRuns(int runs, int minSample, Verdict verdict) =>
        Assert.Equal(verdict, _judge.Judge(Figures(Side(runs), Side(runs)), new Thresholds { MinSample = minSample }).Verdict);

    [Fact]
    public void Verdict_EnoughRunsButNoFigureAtAll_IsInsufficient()
    {
        var bare = new SideFigures(50, 0, 0, 0, 0, 0, 0, 0, 0);
        Assert.Equal(Verdict.InsufficientData, _judge.Judge(Figures(default, bare), new Thresholds()).Verdict);
        Assert.Equal(Verdict.Healthy, _judge.Judge(Figures(bare, bare), new Thresholds()).Verdict);
    }

    [Theory]
    [InlineData(0, 0, 0, 50, false)]
    [InlineData(30, 15, 15, 100, true)]
    [InlineData(30, 15, 16, 100, false)]
    [InlineData(30, 14, 14, 100, false)]
    [InlineData(29, 29, 29, 100, false)]
    [InlineData(29, 29, 29, 58, true)]
    [InlineData(1, 1, 1, 2, true)]
    [InlineData(1, 1, 1, 3, false)]
    [InlineData(31, 15, 15, 100, false)]
    [InlineData(31, 16, 16, 100, true)]
    public void V1Unfit_OverTheSameRuns_IsHalfAndAsOftenAsV2(int pairs, int v1Failed, int v2Failed, int v2Runs, bool unfit)
    {
        var figures = Figures(Side(0), Side(v2Runs)) with { Pairs = pairs, PairsV1Failed = v1Failed, PairsV2Failed = v2Failed };
        Assert.Equal(unfit, _judge.Judge(figures, new Thresholds()).V1Unfit);
    }

    private void Is(JudgedMetrics metric, bool breached, EvidenceFigures figures, Thresholds? thresholds = null)
    {
        var judgement = _judge.Judge(figures, thresholds ?? new Thresholds());
        Assert.Equal(breached ? metric : JudgedMetrics.None, judgement.Breached);
        Assert.False(judgement.NotJudged.HasFlag(metric));
    }

    private static EvidenceFigures Figures(SideFigures v1, SideFigures v2) => new(v1, v2, Paired: true, 0, 0, 0, OpenLegs: 0, 0);

    private static SideFigures Side(int runs) => new(runs, 0, runs, 0, runs, 0, runs, 0, 0);

    private static SideFigures Bad(int runs) => new(runs, runs, runs, 0, runs, runs * 100 * Million, runs, 9 * Million, 9 * Million);
}
