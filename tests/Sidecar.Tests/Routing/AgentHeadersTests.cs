using Microsoft.AspNetCore.Http;
using Shadow.Runs;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public class AgentHeadersTests
{
    [Fact]
    public void Strip_OurNamesInAnySpelling_LeavesTheRest()
    {
        var headers = new HeaderDictionary
        {
            ["X-Planner-Role"] = "shadow",
            ["x_planner_role"] = "shadow",
            ["X.Planner.Role"] = "shadow",
            ["X~Planner~Run-Id"] = "1",
            ["X-PLANNER-SELECTED"] = "v2",
            ["X-Planner-Override"] = "v2",
            ["X-Planner-Tenant"] = "acme",
            ["XXPlanner-Role"] = "the agent's own",
            ["Authorization"] = "Bearer t",
        };
        AgentHeaders.Strip(headers);
        Assert.Equal(["Authorization", "X-Planner-Tenant", "XXPlanner-Role"], headers.Keys.Order());
    }

    [Theory]
    [InlineData("v1", Planner.V1)]
    [InlineData("V2", Planner.V2)]
    [InlineData(" v2 ", Planner.V2)]
    [InlineData("v3", null)]
    [InlineData("v1,v2", null)]
    [InlineData("", null)]
    public void Asked_AnyValue_IsAPlannerOrNothing(string value, Planner? expected) =>
        Assert.Equal(expected, AgentHeaders.Asked(new HeaderDictionary { ["X-Planner-Override"] = value }));
}
