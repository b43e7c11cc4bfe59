namespace Sidecar.Demo.Story;

/// <summary>How big the story is. The defaults take about 15 seconds on two slow cores.</summary>
internal sealed record StoryScale
{
    /// <summary>Runs with shadow only.</summary>
    public int ShadowRuns { get; init; } = 500;

    /// <summary>Runs at each canary percentage.</summary>
    public int CanaryRuns { get; init; } = 1000;

    /// <summary>Runs before, during and after the kill switch, a third each.</summary>
    public int KillRuns { get; init; } = 900;

    /// <summary>Runs under way at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How often a figure that is still to settle is read, at most. Records are up to 100 ms behind.</summary>
    public int SettleTries { get; init; } = 100;

    /// <summary>The wait between two such readings.</summary>
    public TimeSpan SettleEvery { get; init; } = TimeSpan.FromMilliseconds(50);
}
