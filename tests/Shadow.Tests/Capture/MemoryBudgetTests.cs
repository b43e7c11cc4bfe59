using Shadow.Capture;

namespace Shadow.Tests.Capture;

public class MemoryBudgetTests
{
    [Fact]
    public void TryReserve_OverTheLimit_ReservesNothing()
    {
        var budget = new MemoryBudget(() => 100);
        Assert.True(budget.TryReserve(100));
        Assert.False(budget.TryReserve(1));
        Assert.Equal(100, budget.Used);
        budget.Release(40);
        Assert.True(budget.TryReserve(40));
    }

    [Fact]
    public void TryReserve_LimitChanged_FollowsIt()
    {
        var limit = 10L;
        var budget = new MemoryBudget(() => limit);
        Assert.False(budget.TryReserve(20));
        limit = 20;
        Assert.True(budget.TryReserve(20));
    }

    [Fact]
    public async Task TryReserve_ManyThreads_NeverGrantsMoreThanTheLimit()
    {
        var budget = new MemoryBudget(() => 1000);
        var granted = 0;
        var highest = 0;
        var watch = new Lock();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        for (var i = 0; i < 5_000; i++)
                        {
                            if (!budget.TryReserve(300))
                                continue;
                            lock (watch)
                                highest = Math.Max(highest, ++granted);
                            lock (watch)
                                granted--;
                            budget.Release(300);
                        }
                    })
                )
        );
        Assert.Equal(0, budget.Used);
        Assert.InRange(highest, 1, 3);
    }
}
