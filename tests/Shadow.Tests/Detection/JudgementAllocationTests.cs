using Shadow.Detection;
using Shadow.Runs;
using static Shadow.Tests.Detection.EvidenceBed;

namespace Shadow.Tests.Detection;

public class JudgementAllocationTests
{
    [Fact]
    public void ObserveAndJudge_FullWindows_AllocateNothing()
    {
        var bed = new EvidenceBed();
        bed.Pairs(200, Leg(), Leg());
        bed.Served(200, Leg(), Leg());
        var ids = Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid()).ToArray();
        Move(bed, ids.AsSpan(0, 500));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var breached = Move(bed, ids.AsSpan(500));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, breached);
    }

    private static int Move(EvidenceBed bed, ReadOnlySpan<Guid> ids)
    {
        var (breached, latency) = (0, 0);
        foreach (var id in ids)
        {
            latency = (latency + 7919) % 1500;
            bed.Book.Observe(new RunEvidence(id, 1, Planner.V2, 0, Leg(), Leg(latency: latency)));
            breached += bed.Book.Judge(1, []).Verdict == Verdict.Regression ? 1 : 0;
        }

        return breached;
    }
}
