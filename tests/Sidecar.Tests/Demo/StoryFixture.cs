using System.Collections.Concurrent;
using Sidecar.Demo.Planners;
using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

/// <summary>A story's context around a fake sidecar.</summary>
internal sealed class StoryFixture : IAsyncDisposable
{
    /// <summary>Small, and without waiting: the fake has settled when it answers.</summary>
    public static StoryScale Small { get; } =
        new()
        {
            ShadowRuns = 100,
            CanaryRuns = 200,
            RecoveryRuns = 200,
            AfterRuns = 30,
            RollbackRuns = 100,
            KillRuns = 90,
            SlowConcurrency = 16,
            SettleTries = 3,
            SettleEvery = TimeSpan.Zero,
        };

    private readonly FakeSidecar _sidecar;

    private StoryFixture(FakeSidecar sidecar, TunedPlanner v2)
    {
        _sidecar = sidecar;
        Address = sidecar.Address;
        Story = new StoryContext
        {
            Guard = new GuardClient(sidecar.Address, sidecar.Token),
            Traffic = new DemoTraffic(sidecar.Address, TimeProvider.System, 8),
            Scale = Small,
            Time = TimeProvider.System,
            TuneV2 = tuning => v2.Tuning = tuning,
            Progressed = Progress.Add,
            Announced = News.Enqueue,
        };
    }

    public Uri Address { get; }

    public StoryContext Story { get; }

    public ProgressLog Progress { get; } = new();

    public ConcurrentQueue<StoryNews> News { get; } = new();

    public static async Task<StoryFixture> StartAsync(FakeFaults? faults = null)
    {
        var v2 = new TunedPlanner();
        return new StoryFixture(await FakeSidecar.StartAsync(faults, () => v2.Tuning), v2);
    }

    public Task<StepResult> RunAsync(IStoryStep step) => step.RunAsync(Story, CancellationToken.None);

    public Task SetAsync(double pct) => Story.Guard.PutConfigAsync(new ConfigWish("test", pct), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Story.Guard.Dispose();
        Story.Traffic.Dispose();
        await _sidecar.DisposeAsync();
    }

    private sealed class TunedPlanner
    {
        public volatile PlannerTuning Tuning = PlannerTuning.Healthy;
    }
}
