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
            // A call of gRPC may wait for its first message for as long as it likes.
            if (run.Start is { Upgrade: true, Tunnel: false })
                continue;
            var serving = run.Serving;
            if (serving.Clock.SilentFor(now) >= run.Options.FirstByte)
                serving.CancelFor(LegFailure.Timeout);
            if (run.Shadow is { } shadow && Overdue(run, shadow, now))
                shadow.CancelFor(LegFailure.Timeout);
        }
    }

    // A spare that the agent may still get has the time that a primary has: it may be what the agent waits for. Once it cannot be, because
    // v2 answers, the agent is gone, or it grew over the cap, it is a shadow like any other: nobody else would end one that never ends.
    private static bool Overdue(Run run, Leg shadow, long now) =>
        run.Spare is { Wanted: true } && run.Turn != AnswerTurn.Answering
            ? shadow.Clock.SilentFor(now) >= run.Options.FirstByte || shadow.Clock.StalledFor(now) >= shadow.MayStall
            : shadow.Clock.OpenFor(now) >= run.Options.ShadowTimeout;
}
