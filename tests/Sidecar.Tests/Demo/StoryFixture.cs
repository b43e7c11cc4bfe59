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
            KillRuns = 90,
            SettleTries = 3,
            SettleEvery = TimeSpan.Zero,
        };

    private readonly FakeSidecar _sidecar;

    private StoryFixture(FakeSidecar sidecar)
    {
        _sidecar = sidecar;
        Address = sidecar.Address;
        Story = new StoryContext
        {
            Guard = new GuardClient(sidecar.Address, sidecar.Token),
            Traffic = new DemoTraffic(sidecar.Address, TimeProvider.System, 8),
            Scale = Small,
            Time = TimeProvider.System,
            Progressed = Progress.Add,
        };
    }

    public Uri Address { get; }

    public StoryContext Story { get; }

    public ProgressLog Progress { get; } = new();

    public static async Task<StoryFixture> StartAsync(FakeFaults? faults = null) => new(await FakeSidecar.StartAsync(faults));

    public Task<StepResult> RunAsync(IStoryStep step) => step.RunAsync(Story, CancellationToken.None);

    public Task SetAsync(double pct) => Story.Guard.PutConfigAsync(new ConfigWish("test", pct), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Story.Guard.Dispose();
        Story.Traffic.Dispose();
        await _sidecar.DisposeAsync();
    }
}
