using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>
/// Ends legs that are over their time. One walk over the runs under way, a few times a second, instead of two timers for each of them.
/// </summary>
public sealed class DeadlineSweep(RunRegistry registry, TimeProvider time)
{
    /// <summary>How often to sweep; a deadline is kept to within this.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends every leg that is over its time now.</summary>
    public void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var run in registry.Open)
        {
            if (run.Primary.Clock.SilentFor(now) >= run.Options.FirstByte && run.Start.NotMirrored != ShadowOutcome.Upgrade)
                run.Primary.CancelFor(LegFailure.Timeout);
            if (run.Shadow is { } shadow && shadow.Clock.OpenFor(now) >= run.Options.ShadowTimeout)
                shadow.CancelFor(LegFailure.Timeout);
        }
    }
}
