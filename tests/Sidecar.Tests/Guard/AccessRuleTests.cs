using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Configuration;
using Sidecar.Guard.Access;
using Sidecar.Guard.Gate;

namespace Sidecar.Tests.Guard;

public sealed class AccessRuleTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Find_Tokens_StandForTheirRoles()
    {
        var tokens = new BearerTokens();
        Assert.Equal(GuardRole.None, tokens.Find(""));
        tokens.Load("op", new GuardTokens(null, "read", "quality"));

        Assert.Equal(
            [GuardRole.Operator, GuardRole.Read, GuardRole.Quality, GuardRole.None, GuardRole.None],
            new[] { "op", "read", "quality", "opp", "" }.Select(tokens.Find)
        );
    }

    [Fact]
    public void Count_EleventhWrongTokenInAMinute_IsTurnedAwayUntilTheFirstIsOld()
    {
        var wrong = new WrongTokens(_time);
        var address = IPAddress.Parse("10.0.0.1");
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(wrong.Count(address));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(50), wrong.Count(address));
        Assert.Null(wrong.Count(IPAddress.Parse("10.0.0.2")));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(wrong.Count(address));
        Assert.NotNull(wrong.Count(address));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Count_Addresses_AreToldApartByWhatOneCustomerGets(string first, string second, bool same)
    {
        var wrong = new WrongTokens(_time);
        for (var i = 0; i < 10; i++)
            wrong.Count(IPAddress.Parse(first));

        Assert.Equal(same, wrong.Count(IPAddress.Parse(second)) is not null);
    }

    [Fact]
    public void Count_MoreAddressesThanTheTableHolds_ShareOneCount()
    {
        var wrong = new WrongTokens(_time);
        for (var i = 0; i < WrongTokens.MaxAddresses; i++)
            wrong.Count(new IPAddress(i + 1));
        for (var i = 0; i < 10; i++)
            Assert.Null(wrong.Count(new IPAddress(0x7000_0000 + i)));

        Assert.NotNull(wrong.Count(new IPAddress(0x7100_0000)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(wrong.Count(new IPAddress(0x7100_0000)));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8000", true)]
    [InlineData("a.localhost", true)]
    [InlineData("127.0.0.1:8000", true)]
    [InlineData("[::1]:8000", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("guard.example", true)]
    [InlineData("Guard.Example.:8000", true)]
    [InlineData("", true)]
    [InlineData("evil.example", false)]
    [InlineData("notlocalhost", false)]
    [InlineData("x.guard.example", false)]
    public void Allows_Host_ByName(string host, bool expected) =>
        Assert.Equal(expected, HostRule.Allows(new HostString(host), ["guard.example"]));
}
