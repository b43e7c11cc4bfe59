namespace Sidecar.Simulation.Passes;

/// <summary>Ids of simulated runs: a UUIDv7 of the arrival, whose last digits are the run's number.</summary>
internal static class RunIds
{
    /// <summary>The id of a run.</summary>
    public static Guid Of(DateTimeOffset arrived, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = arrived.ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
            bytes[i] = (byte)milliseconds;
        (bytes[6], bytes[8]) = (0x70, 0x80);
        // Two decimal digits a byte: they are read as they are.
        for (var i = 15; number > 0; i--, number /= 100)
            bytes[i] = (byte)(number % 100 / 10 * 16 + number % 10);
        return new Guid(bytes, bigEndian: true);
    }
}
