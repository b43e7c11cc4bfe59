namespace Sidecar.Simulation.Recorded;

/// <summary>
/// What may lie between the moment of a leg's end as it is put together again and the moment at which it ended: arrivals and rollbacks are of
/// the wall clock, which may have been set meanwhile, latencies are not; and before a leg lies the time until its request was sent.
/// </summary>
internal static class Drift
{
    /// <summary>A tenth of a second.</summary>
    public const long Ticks = TimeSpan.TicksPerMillisecond * 100;
}
