namespace Sidecar.Storage.Sqlite;

/// <summary>Keys of runs: a UUIDv7, big-endian, whose first 48 bits are unix milliseconds. Keys compare byte by byte, as SQLite does it.</summary>
internal static class RunKey
{
    public const int Length = 16;

    private const long MaxMilliseconds = (1L << 48) - 1;

    /// <summary>A key above that of every run.</summary>
    public static byte[] Last => [.. Enumerable.Repeat(byte.MaxValue, Length)];

    public static byte[] Of(Guid runId) => runId.ToByteArray(bigEndian: true);

    /// <summary>The lowest key of the millisecond of <paramref name="time"/>.</summary>
    public static byte[] From(DateTimeOffset time) => Lowest(time.ToUnixTimeMilliseconds());

    /// <summary>The lowest key after the millisecond of <paramref name="time"/>.</summary>
    public static byte[] After(DateTimeOffset time) => Lowest(time.ToUnixTimeMilliseconds() + 1);

    private static byte[] Lowest(long milliseconds)
    {
        var key = new byte[Length];
        var rest = Math.Clamp(milliseconds, 0, MaxMilliseconds);
        for (var i = 5; i >= 0; i--, rest >>= 8)
            key[i] = (byte)rest;
        return key;
    }
}
