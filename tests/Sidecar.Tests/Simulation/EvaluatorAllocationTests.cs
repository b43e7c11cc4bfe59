using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Simulation.Passes;

namespace Sidecar.Tests.Simulation;

public sealed class EvaluatorAllocationTests
{
    [Fact]
    public void LegEnded_NothingBreached_AllocatesNothing()
    {
        var clock = new SimulatedClock(SimulatedPass.Start);
        using var guard = new SimulatedGuard(new Thresholds(), clock);
        Guid[] ids = [.. Enumerable.Range(1, 1_000).Select(number => RunIds.Of(SimulatedPass.Start, number))];
        End(guard, ids.AsSpan(0, 500));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var healthy = End(guard, ids.AsSpan(500));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(500, healthy);
    }

    private static int End(SimulatedGuard guard, ReadOnlySpan<Guid> ids)
    {
        var (healthy, leg) = (0, LegSample.Of(LegFailure.None, 100, 1, 95));
        foreach (var id in ids)
            healthy += guard.Evaluator.LegEnded(new RunEvidence(id, 1, Planner.V2, 0, leg, leg), "b1", 0) == Verdict.Healthy ? 1 : 0;
        return healthy;
    }
}
