using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class SignalCheckTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.25", 1.25)]
    [InlineData(" 1.25\t", 1.25)]
    [InlineData("+3", 3)]
    [InlineData("5e-1", 0.5)]
    [InlineData("1E2", 100)]
    [InlineData(".5", 0.5)]
    [InlineData("1000000000", 1e9)]
    [InlineData("1e-400", 0)]
    public void Cost_Decimal_IsRead(string text, double expected)
    {
        Assert.Equal(expected, SignalCheck.Cost(text, out var bad));
        Assert.False(bad);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("-1")]
    [InlineData("1e400")]
    [InlineData("1,5")]
    [InlineData("1, 2")]
    [InlineData("1 2")]
    [InlineData("1;2")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("--1")]
    [InlineData(".")]
    [InlineData("$1")]
    [InlineData("5¢")]
    [InlineData("١")]
    [InlineData("(1)")]
    [InlineData("1\n")]
    [InlineData("1\0")]
    [InlineData("1000000000.001")]
    public void Cost_AnythingElse_IsBad(string text)
    {
        Assert.Null(SignalCheck.Cost(text, out var bad));
        Assert.True(bad);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("100", true)]
    [InlineData("100.0001", false)]
    [InlineData("-0.0001", false)]
    public void Quality_Range_IsZeroToHundred(string text, bool usable)
    {
        Assert.Equal(usable, SignalCheck.Quality(text, out var bad) is not null);
        Assert.Equal(!usable, bad);
    }

    [Fact]
    public void Number_NegativeZero_IsZero()
    {
        Assert.False(double.IsNegative(SignalCheck.Cost("-0", out _)!.Value));
        Assert.False(double.IsNegative(SignalCheck.Quality("-0.0e5", out _)!.Value));
    }

    [Fact]
    public void Any_Absent_IsNeitherThereNorBad()
    {
        Assert.Null(SignalCheck.Cost(null, out var badCost));
        Assert.Null(SignalCheck.Quality(null, out var badQuality));
        Assert.Null(SignalCheck.Build(null, out var badBuild));
        Assert.Equal((false, false, false), (badCost, badQuality, badBuild));
    }

    [Theory]
    [InlineData("2025.10.1+abc", "2025.10.1+abc")]
    [InlineData("  a b ", "a b")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("ü", null)]
    [InlineData("a\nb", null)]
    [InlineData("a\u007f", null)]
    public void Build_Printable_IsTrimmed(string text, string? expected)
    {
        Assert.Equal(expected, SignalCheck.Build(text, out var bad));
        Assert.Equal(expected is null, bad);
    }

    [Fact]
    public void Build_Long_IsBad()
    {
        Assert.Equal(128, SignalCheck.Build(new string('b', 128), out _)!.Length);
        Assert.Null(SignalCheck.Build(new string('b', 129), out var bad));
        Assert.True(bad);
    }
}
