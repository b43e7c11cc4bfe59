using Shadow.Mirroring;
using Shadow.Runs;

namespace Shadow.Tests.Mirroring;

public class ShadowPermitsTests
{
    [Fact]
    public void TryAcquire_BoundReached_RefusesThatPlannerAlone()
    {
        using var permits = new ShadowPermits();
        var first = permits.TryAcquire(Planner.V2, 2)!;
        Assert.NotNull(permits.TryAcquire(Planner.V2, 2));
        Assert.Null(permits.TryAcquire(Planner.V2, 2));
        Assert.NotNull(permits.TryAcquire(Planner.V1, 2));
        first.Dispose();
        Assert.NotNull(permits.TryAcquire(Planner.V2, 2));
    }

    [Fact]
    public void TryAcquire_BoundRaised_GivesMore()
    {
        using var permits = new ShadowPermits();
        Assert.NotNull(permits.TryAcquire(Planner.V2, 1));
        Assert.Null(permits.TryAcquire(Planner.V2, 1));
        Assert.NotNull(permits.TryAcquire(Planner.V2, 3));
    }
}
