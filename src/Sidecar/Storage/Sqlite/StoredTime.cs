namespace Sidecar.Storage.Sqlite;

/// <summary>Times as they are stored: whole microseconds since 1970, UTC. What is finer is cut off, in filters as in rows.</summary>
internal static class StoredTime
{
    public static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
