using CsCheck;
using Sidecar.Simulation.Passes;

namespace Sidecar.Tests.Simulation;

public sealed class ExactMathTests
{
    [Fact]
    public void Log_AnyPositiveNumber_IsTheLogarithm() =>
        Gen.Double[1e-300, 1e300].Sample(x => Assert.Equal(Math.Log(x), ExactMath.Log(x), Near(Math.Log(x))));

    [Fact]
    public void Log_AroundOne_KeepsItsDigits() =>
        Gen.Double[0.4, 2.5].Sample(x => Assert.Equal(Math.Log(x), ExactMath.Log(x), Near(Math.Log(x)) + 1e-17));

    [Fact]
    public void Exp_AnyNumber_IsTheExponential() =>
        Gen.Double[-700, 700].Sample(x => Assert.Equal(1, ExactMath.Exp(x) / Math.Exp(x), 2e-14));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.9599639845400545)]
    [InlineData(0.0013498980316300933, -3)]
    [InlineData(0.999999, 4.753424308822899)]
    [InlineData(1e-12, -7.034483825301131)]
    public void Quantile_OfTheNormalDistribution_IsGoodToSevenDigits(double probability, double value) =>
        Assert.Equal(value, NormalQuantile.Of(probability), 1e-6);

    private static double Near(double value) => Math.Abs(value) * 4e-16;
}
