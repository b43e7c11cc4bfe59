namespace Sidecar.Simulation.Passes;

/// <summary>
/// A clock that is moved from event to event. Between two events no time passes, so that a timer on it never strikes: what waits with a
/// deadline waits for what is done in the same moment.
/// </summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private long _now = start.UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC ticks.</summary>
    public long Ticks => Volatile.Read(ref _now);

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Ticks - start.UtcTicks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Ticks;

    /// <summary>Moves it; never back.</summary>
    public void MoveTo(long ticks) => Volatile.Write(ref _now, Math.Max(Ticks, ticks));

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new StillTimer();

    private sealed class StillTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
