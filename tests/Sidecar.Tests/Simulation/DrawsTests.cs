using Shadow.Runs;
using Sidecar.Simulation.Passes;

namespace Sidecar.Tests.Simulation;

public sealed class DrawsTests
{
    private const int Many = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Of_AnySeed_IsUniformAndWithoutMemory(int seed)
    {
        var draws = new Draws(seed);
        var (points, latencies) = (new double[Many], new double[Many]);
        for (var run = 0; run < Many; run++)
            (points[run], latencies[run]) = (draws.Of(run + 1, Drawn.Point), draws.Of(run + 1, Planner.V2, Drawn.Latency));

        Assert.All(points, static point => Assert.InRange(point, 0, 1 - 1e-16));
        // Five standard deviations of each figure.
        Assert.Equal(0.5, points.Average(), 5 * Math.Sqrt(1.0 / 12 / Many));
        Assert.Equal(0.2, points.Count(static point => point < 0.2) / (double)Many, 5 * Math.Sqrt(0.16 / Many));
        Assert.Equal(0, Correlation(points, latencies), 5 / Math.Sqrt(Many));
        Assert.Equal(0, Correlation(points[1..], points[..^1]), 5 / Math.Sqrt(Many));
    }

    [Fact]
    public void Of_NextSeed_DrawsSomethingElse()
    {
        double[] one = [.. Enumerable.Range(1, Many).Select(run => new Draws(1).Of(run, Drawn.Point))];
        double[] next = [.. Enumerable.Range(1, Many).Select(run => new Draws(2).Of(run, Drawn.Point))];

        Assert.Equal(0, Correlation(one, next), 5 / Math.Sqrt(Many));
    }

    [Fact]
    public void Of_TwoPlanners_DrawApart() =>
        Assert.NotEqual(new Draws(1).Of(1, Planner.V1, Drawn.Quality), new Draws(1).Of(1, Planner.V2, Drawn.Quality));

    [Fact]
    public void Of_ASeed_IsTheSameOnEveryMachine() => Assert.Equal(0.5865951422101984, new Draws(1).Of(1, Drawn.Point));

    [Fact]
    public void Normal_ManyRuns_HasMeanAndDeviation()
    {
        var draws = new Draws(3);
        double[] normal = [.. Enumerable.Range(1, Many).Select(run => draws.Normal(run, Planner.V1, Drawn.Cost))];

        Assert.Equal(0, normal.Average(), 5 / Math.Sqrt(Many));
        Assert.Equal(1, normal.Average(static value => value * value), 5 * Math.Sqrt(2.0 / Many));
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var both = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return both / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
