using System.Buffers;

namespace Shadow.Runs;

/// <summary>Reads W3C Trace Context (https://www.w3.org/TR/trace-context/#traceparent-header).</summary>
public static class TraceParent
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private const int VersionLength = 3;
    private const int TraceIdLength = 32;
    private const int Length = 55;

    /// <summary>The trace id in lower case; null where the header is absent or no valid traceparent.</summary>
    public static string? TraceId(string? header)
    {
        if (header is null || header.Length < Length || header[2] != '-' || header[VersionLength + TraceIdLength] != '-')
            return null;
        var id = header.AsSpan(VersionLength, TraceIdLength);
        if (id.ContainsAnyExcept(Hex) || id.TrimStart('0').IsEmpty)
            return null;
        return id.ToString();
    }
}
