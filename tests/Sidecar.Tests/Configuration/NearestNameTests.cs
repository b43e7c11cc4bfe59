using Sidecar.Configuration;

namespace Sidecar.Tests.Configuration;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Percnt", "Percent")]
    [InlineData("maxconcurent", "MaxConcurrent")]
    [InlineData("Zzz", null)]
    [InlineData("Url", null)]
    public void Of_Name_IsTheOneThatWasMeant(string name, string? expected)
    {
        Assert.Equal(expected, NearestName.Of(name, ["Percent", "MaxConcurrent", "Salt"]));
    }
}
