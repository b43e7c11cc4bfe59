using Shadow.Mirroring;

namespace Shadow.Tests.Mirroring;

public class PlannerHeadersTests
{
    [Theory]
    [InlineData("X-Planner-Role", true)]
    [InlineData("x_planner_role", true)]
    [InlineData("X-PLANNER_SELECTED", true)]
    [InlineData("x-planner-override", true)]
    [InlineData("X_Planner-Run_Id", true)]
    [InlineData("X-Planner-Version", true)]
    [InlineData("X-Planner-Reason", true)]
    [InlineData("X-Planner-Ttfb-Ms", true)]
    [InlineData("X-Planner-Roles", false)]
    [InlineData("X-Planner-Tenant", false)]
    [InlineData("X-Plan", false)]
    [InlineData("Content-Type", false)]
    [InlineData("", false)]
    public void IsOurs_AnySpelling_IsRecognised(string name, bool ours) => Assert.Equal(ours, PlannerHeaders.IsOurs(name));
}
