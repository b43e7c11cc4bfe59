namespace Sidecar.Recording;

/// <summary>
/// The time by which runs are deleted. It is the wall clock, but a step forward is believed only after a day: what a clock that was set
/// wrong has deleted does not come back when it is set right. A step back is believed at once. Not thread-safe.
/// </summary>
internal sealed class DeletionClock(TimeProvider time)
{
    /// <summary>How long a step forward has to last.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromDays(1);

    /// <summary>What passes for no step: clocks that are set little by little.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private DateTimeOffset _believed = time.GetUtcNow();
    private long _believedAt = time.GetTimestamp();
    private long? _doubtedSince;

    /// <summary>UTC.</summary>
    public DateTimeOffset Now()
    {
        var (wall, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var steady = _believed + time.GetElapsedTime(_believedAt, timestamp);
        if (wall - steady > Tolerance)
        {
            _doubtedSince ??= timestamp;
            if (time.GetElapsedTime(_doubtedSince.Value, timestamp) < Doubt)
                return steady;
        }

        (_believed, _believedAt, _doubtedSince) = (wall, timestamp, null);
        return wall;
    }
}
