using CsCheck;
using Shadow.Detection;

namespace Shadow.Tests.Detection;

public class NearestRankTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 19)]
    [InlineData(20, 19)]
    [InlineData(21, 20)]
    [InlineData(30, 29)]
    [InlineData(100, 95)]
    [InlineData(101, 96)]
    public void Of_95OfOneToN_IsTheRank(int n, long expected) =>
        Assert.Equal(expected, NearestRank.Of([.. Enumerable.Range(1, n).Select(i => (long)i)], 95));

    [Fact]
    public void Of_NoValues_IsNothing() => Assert.Null(NearestRank.Of([], 95));

    [Fact]
    public void Of_AnyValues_AtLeastPercentLieAtOrBelowAndFewerBelow() =>
        Gen.Select(Gen.Long[0, 50].Array[1, 200], Gen.Int[1, 100])
            .Sample(
                (values, percent) =>
                {
                    var sorted = values.Order().ToList();
                    var at = NearestRank.Of(sorted, percent)!.Value;
                    Assert.True(sorted.Count(v => v <= at) * 100 >= percent * sorted.Count);
                    Assert.True(sorted.Count(v => v < at) * 100 < percent * sorted.Count);
                }
            );
}
