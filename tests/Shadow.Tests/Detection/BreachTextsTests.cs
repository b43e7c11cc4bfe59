using System.Globalization;
using Shadow.Detection;

namespace Shadow.Tests.Detection;

/// <summary>The sentences that dashboards and runbooks look for.</summary>
public class BreachTextsTests
{
    private const long Million = 1_000_000;

    private static readonly SideFigures V1 = new(200, 1, 100, 100 * 95 * Million, 100, 0, 100, 0, 0);
    private static readonly SideFigures V2 = new(200, 24, 100, 100 * 82 * Million, 100, 400 * Million, 100, 900_000, 1_850_000);

    private const JudgedMetrics All =
        JudgedMetrics.Quality | JudgedMetrics.Latency | JudgedMetrics.Cost | JudgedMetrics.Errors | JudgedMetrics.ConsecutiveErrors;

    [Fact]
    public void Of_EveryBreach_IsTheContractsTableInItsOrder() =>
        Assert.Equal(
            [
                "quality (V1: 95.0, V2: 82.0, drop: 13.0)",
                "latency (V2 p95: 1850ms > 1600ms)",
                "cost (V2: 4.0¢ > 3.0¢)",
                "errors (V1: 0.5%, V2: 12.0%)",
                "errors (V2: 10 consecutive failures)",
            ],
            Texts(All, V1, V2)
        );

    [Fact]
    public void Of_ACultureWithCommas_StillWritesPoints()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "," } };
            Assert.Equal("quality (V1: 95.0, V2: 82.0, drop: 13.0)", Texts(All, V1, V2)[0]);
            Assert.Equal("cost (V2: 4.0¢ > 3.0¢)", Texts(All, V1, V2)[2]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1_600_001, 1600, "latency (V2 p95: 1600.001ms > 1600ms)")]
    [InlineData(1_600_499, 1600, "latency (V2 p95: 1600.499ms > 1600ms)")]
    [InlineData(1_600_500, 1600, "latency (V2 p95: 1601ms > 1600ms)")]
    [InlineData(1_601_000, 1600.5, "latency (V2 p95: 1601ms > 1600.5ms)")]
    [InlineData(120_000, 100, "latency (V2 p95: 120ms > 100ms)")]
    public void Of_LatencyNearItsLimit_ShowsTheDifference(long p95, double limit, string text) =>
        Assert.Equal(
            [text],
            Texts(JudgedMetrics.Latency, V1, V2 with { LatencyP95Micros = p95 }, new Thresholds { MaxLatencyP95Ms = limit })
        );

    [Theory]
    [InlineData(300_000_100, 3, "cost (V2: 3.000001¢ > 3.0¢)")]
    [InlineData(304_000_000, 3, "cost (V2: 3.04¢ > 3.0¢)")]
    [InlineData(306_000_000, 3, "cost (V2: 3.1¢ > 3.0¢)")]
    [InlineData(1_000_000, 0.005, "cost (V2: 0.01¢ > 0.005¢)")]
    public void Of_CostNearItsLimit_ShowsTheDifference(long sum, double limit, string text) =>
        Assert.Equal([text], Texts(JudgedMetrics.Cost, V1, V2 with { CostSum = sum }, new Thresholds { MaxCostCents = limit }));

    [Fact]
    public void NotJudged_EachMetric_HasItsName()
    {
        var judgement = new Judgement(JudgedMetrics.None, Judgement.Sampled, false, default, new Thresholds());
        Assert.Equal(["quality", "latency", "cost", "errors"], BreachTexts.NotJudged(judgement));
        Assert.Empty(BreachTexts.NotJudged(judgement with { NotJudged = JudgedMetrics.None }));
    }

    [Fact]
    public void Name_EachVerdict_IsTheContracts() =>
        Assert.Equal(
            ["insufficient_data", "healthy", "regression"],
            new[] { Verdict.InsufficientData, Verdict.Healthy, Verdict.Regression }.Select(static verdict => verdict.Name())
        );

    private static IReadOnlyList<string> Texts(JudgedMetrics breached, SideFigures v1, SideFigures v2, Thresholds? thresholds = null) =>
        BreachTexts.Of(
            new Judgement(
                breached,
                JudgedMetrics.None,
                false,
                new EvidenceFigures(v1, v2, true, 0, 0, 0, 0, FailuresInARow: 10),
                thresholds ?? new Thresholds()
            )
        );
}
