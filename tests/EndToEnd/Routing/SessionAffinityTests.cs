using System.Text.Json.Nodes;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Routing;

/// <summary>A cluster of several destinations with YARP's session affinity: an agent stays at the destination that it was given first.</summary>
public sealed class SessionAffinityTests
{
    [Theory]
    [InlineData("Cookie")]
    [InlineData("HashCookie")]
    public async Task SecondRequest_WithTheCookieOfTheFirst_IsGivenNoOther(string policy)
    {
        using var home = new TemporaryFolder();
        await using var other = await FakePlanner.StartAsync();
        await using var bed = await Bed.StartAsync(settings => Affine(settings, policy, other.Address, home.Path));

        var first = await bed.PlanAsync();
        var cookie = first["Set-Cookie"]!.Split(';')[0];
        var others = new List<AgentAnswer>();
        for (var i = 0; i < 20; i++)
            others.Add(await bed.PlanAsync(change: request => request.Headers.Add("Cookie", cookie)));

        Assert.StartsWith("planner=", cookie, StringComparison.Ordinal);
        Assert.All(others, static answer => Assert.Equal((200, null), (answer.Status, answer["Set-Cookie"])));
    }

    [Fact]
    public async Task ProtectedCookie_OfBeforeARestart_StillHolds()
    {
        using var home = new TemporaryFolder();
        await using var other = await FakePlanner.StartAsync();
        await using var bed = await Bed.StartAsync(settings => Affine(settings, "Cookie", other.Address, home.Path));
        var cookie = (await bed.PlanAsync())["Set-Cookie"]!.Split(';')[0];

        await bed.RestartAsync();
        var answer = await bed.PlanAsync(change: request => request.Headers.Add("Cookie", cookie));

        Assert.Equal((200, null), (answer.Status, answer["Set-Cookie"]));
    }

    private static SidecarSettings Affine(SidecarSettings settings, string policy, string other, string home) =>
        settings with
        {
            Environment = new Dictionary<string, string> { ["HOME"] = home },
            Keys =
            [
                ("ReverseProxy:Clusters:v1:Destinations:b", new JsonObject { ["Address"] = other }),
                (
                    "ReverseProxy:Clusters:v1:SessionAffinity",
                    new JsonObject
                    {
                        ["Enabled"] = true,
                        ["Policy"] = policy,
                        ["AffinityKeyName"] = "planner",
                    }
                ),
            ],
        };
}
