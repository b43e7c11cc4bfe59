using Shadow.Runs;

namespace Sidecar.Tests.Fakes;

/// <summary>Equality of runs by value: records compare the lists and arrays within them by reference.</summary>
internal static class RunAssert
{
    public static void Equal(RunRecord expected, RunRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(Bare(expected), Bare(actual));
        Assert.Equal(expected.RequestBody, actual.RequestBody);
        Equal(expected.V1, actual.V1);
        Equal(expected.V2, actual.V2);
    }

    private static RunRecord Bare(RunRecord run) => run with { V1 = null, V2 = null, RequestBody = null };

    private static void Equal(LegRecord? expected, LegRecord? actual)
    {
        if (expected is null)
        {
            Assert.Null(actual);
            return;
        }

        Assert.NotNull(actual);
        Assert.Equal(expected with { Decision = null, Body = null }, actual with { Decision = null, Body = null });
        Assert.Equal(expected.Body, actual.Body);
        Assert.Equal(expected.Decision is null, actual.Decision is null);
        if (expected.Decision is not { } decision || actual.Decision is not { } other)
            return;
        Assert.Equal(decision.Steps, other.Steps);
        Assert.Equal(decision.Tools, other.Tools);
        Assert.Equal((decision.Agent, decision.DryRun, decision.Objective), (other.Agent, other.DryRun, other.Objective));
    }
}
