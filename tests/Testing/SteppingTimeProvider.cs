using Microsoft.Extensions.Time.Testing;

namespace Testing;

/// <summary>A fake clock whose time of day can be set while its timestamps and timers go on, as those of a machine do.</summary>
public sealed class SteppingTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly FakeTimeProvider _steady = new(start);
    private TimeSpan _step;

    /// <inheritdoc/>
    public override long TimestampFrequency => _steady.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + _step;

    /// <inheritdoc/>
    public override long GetTimestamp() => _steady.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _steady.CreateTimer(callback, state, dueTime, period);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => _steady.Advance(by);

    /// <summary>Sets the time of day forward or back.</summary>
    public void Step(TimeSpan by) => _step += by;
}
