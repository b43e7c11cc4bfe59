using System.Text;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class KeyedHashTests
{
    [Fact]
    public void Of_VectorOfRfc4231_IsItsFirst64Bits()
    {
        Assert.Equal("5bdcc146bf60754e", KeyedHash.Of(Encoding.UTF8.GetBytes("Jefe"), "what do ya want for nothing?"));
    }

    [Fact]
    public void Of_AnotherSecret_IsAnotherHash()
    {
        Assert.NotEqual(KeyedHash.Of([1], "user"), KeyedHash.Of([2], "user"));
    }
}
