using Sidecar.Demo.Planners;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class SampleBuildTests
{
    [Theory]
    [InlineData(0, "sample-v2")]
    [InlineData(1, "sample-v2.1")]
    public void Of_Patch_IsOfItsPlannerAlone(int patch, string build)
    {
        Assert.Equal(build, SampleBuild.Of("v2", patch));
        Assert.True(SampleBuild.IsOf(build, "v2"));
        Assert.False(SampleBuild.IsOf(build, "v1"));
    }

    [Theory]
    [InlineData(null, "v2")]
    [InlineData("sample-v2", null)]
    [InlineData("sample-v23", "v2")]
    [InlineData("sample-", "v2")]
    [InlineData("other-v2.1", "v2")]
    public void IsOf_OtherOrNone_IsFalse(string? build, string? planner) => Assert.False(SampleBuild.IsOf(build, planner));

    [Theory]
    [InlineData("v2", "sample-v2.1", true)]
    [InlineData("v1", "sample-v2.1", false)]
    public void Good_AnsweredByANewBuild_ComparesThePlanner(string selected, string build, bool good)
    {
        var answer = new TrafficAnswer
        {
            Asked = ObjectiveTruth.All[0],
            Status = 200,
            RunId = "a",
            Selected = selected,
            Build = build,
        };
        Assert.Equal(good, answer.Good);
    }
}
