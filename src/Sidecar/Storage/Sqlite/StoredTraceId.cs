namespace Sidecar.Storage.Sqlite;

/// <summary>Trace ids as they are stored: 16 bytes for 32 lower-case hex digits, half of their text; anything else as its text.</summary>
internal static class StoredTraceId
{
    private const int Bytes = 16;

    public static object ToStored(string traceId)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return
            traceId.Length == 2 * Bytes
            && !traceId.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(traceId, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? bytes.ToArray()
            : traceId;
    }

    public static string FromStored(object stored) => stored is byte[] bytes ? Convert.ToHexStringLower(bytes) : (string)stored;
}
