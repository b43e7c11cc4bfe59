namespace Sidecar.Guard;

/// <summary>When a setting was made: in whole microseconds, as the store keeps it, so that a restart does not seem to change it.</summary>
internal static class SettingsTime
{
    public static DateTimeOffset Now(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
