namespace Sidecar.Demo.Story;

/// <summary>How big the story is. The defaults take about 25 seconds on two slow cores.</summary>
internal sealed record StoryScale
{
    /// <summary>Runs with shadow only.</summary>
    public int ShadowRuns { get; init; } = 300;

    /// <summary>Runs at each percentage on the way up.</summary>
    public int CanaryRuns { get; init; } = 600;

    /// <summary>Runs after v2 was mended, and at each percentage of its promotion.</summary>
    public int RecoveryRuns { get; init; } = 400;

    /// <summary>Runs after a rollback.</summary>
    public int AfterRuns { get; init; } = 300;

    /// <summary>Runs before, during and after the kill switch, a third each.</summary>
    public int KillRuns { get; init; } = 600;

    /// <summary>Runs within which the guard must have rolled a worse v2 back.</summary>
    public int RollbackRuns { get; init; } = 2000;

    /// <summary>Agents at one time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Agents at one time while v2 is slow: most of them wait for it.</summary>
    public int SlowConcurrency { get; init; } = 64;

    /// <summary>How often a figure that is still to settle is read, at most. Records are up to 100 ms behind.</summary>
    public int SettleTries { get; init; } = 100;

    /// <summary>The wait between two such readings.</summary>
    public TimeSpan SettleEvery { get; init; } = TimeSpan.FromMilliseconds(50);
}
