using CsCheck;
using Shadow.Detection;
using Shadow.Reports;

namespace Shadow.Tests.Reports;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_NoValue_IsNull() => Assert.Null(new LatencyHistogram().Percentile(95));

    [Fact]
    public void Percentile_AnyValues_IsTheNearestRankWithinATwentiethOfAPercent() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 3_000], Gen.Long[0, 60_000_000], Gen.Long[0, 8_000_000_000_000]).Array[1, 200], Gen.Int[1, 100])
            .Sample(
                (values, percent) =>
                {
                    var histogram = new LatencyHistogram();
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
            var histogram = new LatencyHistogram();
            histogram.Add(value);
            Assert.Equal(value, histogram.Percentile(50));
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 43)]
    public void Add_LongerThanAnyDeadline_CountsAsTheLongest(long micros)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(micros);
        histogram.Add(-1);

        Assert.Equal(0, histogram.Percentile(50));
        Assert.InRange(histogram.Percentile(100)!.Value, (1L << 43) * 0.9995, 1L << 43);
    }
}
