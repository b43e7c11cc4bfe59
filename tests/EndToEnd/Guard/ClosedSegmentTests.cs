using System.Net;
using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>No spelling of the segment <c>guard</c> reaches a planner: targets as they stand on the wire.</summary>
public sealed class ClosedSegmentTests(GuardFixture fixture) : IClassFixture<GuardFixture>
{
    [Theory]
    [InlineData("GET", "//guard", 404)]
    [InlineData("GET", "//guard/status", 404)]
    [InlineData("GET", "/%67uard/status", 404)]
    [InlineData("GET", "/%2567uard/status", 404)]
    [InlineData("GET", "/GUARD/status", 404)]
    [InlineData("GET", "/x/../guard/status", 404)]
    [InlineData("GET", "/./guard/status", 404)]
    [InlineData("GET", "/x/%2e%2e/guard/status", 404)]
    [InlineData("GET", "/guard%2fstatus", 404)]
    [InlineData("GET", "/guard%2Fstatus", 404)]
    [InlineData("GET", "/%2fguard/status", 404)]
    [InlineData("GET", "/guard\\status", 404)]
    [InlineData("GET", "/guard/../plan", 404)]
    [InlineData("GET", "http://planner.example/guard/status", 400)]
    [InlineData("GET", "http://127.0.0.1/guard/status", 401)]
    [InlineData("GET", "http://127.0.0.1//guard/status", 404)]
    [InlineData("GET", "/guard", 404)]
    [InlineData("POST", "/guard/unknown", 404)]
    [InlineData("POST", "/guard/unknown?x=1", 404)]
    [InlineData("PUT", "/guard/", 404)]
    [InlineData("DELETE", "/guard/config", 405)]
    [InlineData("OPTIONS", "/guard/config", 405)]
    public async Task Request_AnySpellingOfGuard_ReachesNoPlanner(string method, string target, int status)
    {
        using var agent = await RawConnection.ConnectAsync(fixture.Bed.Sidecar.Address);

        await agent.WriteAsync(RawRequests.Of(method, target));
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain(fixture.Bed.V1.Requests.Concat(fixture.Bed.V2.Requests), IsGuard);
        Assert.Null(answer["X-Planner-Run-Id"]);
    }

    [Theory]
    [InlineData("/guardian")]
    [InlineData("/guard-rails/status")]
    [InlineData("/plan/guard")]
    [InlineData("/plan?x=/guard/status")]
    public async Task Request_AnotherSegment_ReachesThePlanner(string target)
    {
        using var agent = await RawConnection.ConnectAsync(fixture.Bed.Sidecar.Address);

        await agent.WriteAsync(RawRequests.Of("GET", target));
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((int)HttpStatusCode.OK, answer.Status);
        Assert.Contains(fixture.Bed.V1.Requests.Concat(fixture.Bed.V2.Requests), request => request.Target == target);
    }

    private static bool IsGuard(SeenRequest request) =>
        request.Target.Contains("guard", StringComparison.OrdinalIgnoreCase)
        && !request.Target.StartsWith("/guardian", StringComparison.Ordinal)
        && !request.Target.StartsWith("/guard-rails", StringComparison.Ordinal)
        && !request.Target.StartsWith("/plan", StringComparison.Ordinal);
}
