using System.Buffers;

namespace Shadow.Runs;

/// <summary>Reads W3C Trace Context (https://www.w3.org/TR/trace-context/#traceparent-header).</summary>
public static class TraceParent
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private const int Length = 55;

    /// <summary>The trace id in lower case; null where the header is absent or no valid traceparent.</summary>
    public static string? TraceId(string? header)
    {
        // Version ff is forbidden; nothing follows the flags in version 00, and a hyphen where a later version adds something.
        if (header is null || header.Length < Length || header.StartsWith("ff", StringComparison.Ordinal))
            return null;
        if (header.Length > Length && (header[Length] != '-' || header.StartsWith("00", StringComparison.Ordinal)))
            return null;
        var fields = header.AsSpan(0, Length);
        var id = fields[3..35];
        var parent = fields[36..52];
        if (fields[2] != '-' || fields[35] != '-' || fields[52] != '-')
            return null;
        return IsHex(fields[..2]) && IsHex(id) && IsHex(parent) && IsHex(fields[53..]) && !IsZero(id) && !IsZero(parent)
            ? id.ToString()
            : null;
    }

    private static bool IsHex(ReadOnlySpan<char> field) => !field.ContainsAnyExcept(Hex);

    private static bool IsZero(ReadOnlySpan<char> field) => field.TrimStart('0').IsEmpty;
}
