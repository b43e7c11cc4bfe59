using CsCheck;
using Shadow.Detection;
using Shadow.Reports;

namespace Shadow.Tests.Reports;

public sealed class LatencyHistogramTests
{
    private const long Limit = 1_000_000;

    [Fact]
    public void Percentile_NoValue_IsNull() => Assert.Null(new LatencyHistogram(Limit).Percentile(95));

    [Fact]
    public void Percentile_AnyValues_IsTheNearestRankWithinATwentiethOfAPercent() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 3_000], Gen.Long[0, 60_000_000], Gen.Long[0, 8_000_000_000_000]).Array[1, 200], Gen.Int[1, 100])
            .Sample(
                (values, percent) =>
                {
                    var histogram = new LatencyHistogram(Limit);
                    foreach (var value in values)
                        histogram.Add(value);
                    var exact = NearestRank.Of([.. values.Order()], percent)!.Value;

                    Assert.Equal(values.Length, histogram.Count);
                    Assert.InRange(histogram.Percentile(percent)!.Value, exact * 0.9995, exact * 1.0005);
                }
            );

    [Fact]
    public void Percentile_UpTo2Milliseconds_IsExact()
    {
        for (var value = 0; value < 2048; value++)
        {
            var histogram = new LatencyHistogram(Limit);
            histogram.Add(value);
            Assert.Equal(value, histogram.Percentile(50));
        }
    }

    [Fact]
    public void Percentile_AnyValuesAboutTheLimit_IsAboveItWhereTheNearestRankIs() =>
        Gen.Select(Gen.Long[0, 60_000_000], Gen.Long[-1_000, 1_000].Array[1, 50], Gen.Int[1, 100])
            .Sample(
                (limit, about, percent) =>
                {
                    var values = about.Select(value => Math.Max(0, limit + value)).Order().ToList();
                    var histogram = new LatencyHistogram(limit);
                    foreach (var value in values)
                        histogram.Add(value);
                    var exact = NearestRank.Of(values, percent)!.Value;

                    Assert.Equal(exact > limit, histogram.Percentile(percent) > limit);
                    Assert.InRange(histogram.Percentile(percent)!.Value, exact * 0.9995, exact * 1.0005);
                }
            );

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 43)]
    public void Add_LongerThanAnyDeadline_CountsAsTheLongest(long micros)
    {
        var histogram = new LatencyHistogram(Limit);
        histogram.Add(micros);
        histogram.Add(-1);

        Assert.Equal(0, histogram.Percentile(50));
        Assert.InRange(histogram.Percentile(100)!.Value, (1L << 43) * 0.9995, 1L << 43);
    }
}
