using System.Buffers;

namespace Sidecar.Guard.Gate;

/// <summary>
/// Decides whether a request's first path segment is <c>guard</c>, however it is written. Planners decode, fold and normalise paths in their
/// own ways; a spelling that any of them could take for <c>/guard</c> must not get through.
/// </summary>
internal static class GuardSegment
{
    private const string Name = "guard";

    /// <summary>Percent-encoding is taken off at most so often: decoders one behind the other.</summary>
    private const int Decodings = 3;

    private static readonly SearchValues<char> Unusual = SearchValues.Create('%', '\\');

    /// <summary>Decides on a request's target as it came, and on the path that the server made of it.</summary>
    public static SegmentVerdict Decide(string? rawTarget, string? path)
    {
        var raw = PathOf(rawTarget);
        if (IsPlain(raw) && IsPlain(path))
        {
            // The agents' way: no copy, no walk.
            if (!BeginsWithName(raw) && !BeginsWithName(path))
                return SegmentVerdict.Open;
        }
        else if (!Reaches(raw) && !Reaches(path))
        {
            return SegmentVerdict.Open;
        }

        return IsCanonical(raw) && IsCanonical(path) ? SegmentVerdict.Guard : SegmentVerdict.Closed;
    }

    private static ReadOnlySpan<char> PathOf(string? rawTarget)
    {
        var raw = rawTarget.AsSpan();
        if (raw.Length > 0 && raw[0] is not ('/' or '\\'))
        {
            // Absolute form: http://host/path. Anything else without a leading slash (*, host:port) has no path.
            var authority = raw.IndexOf("://", StringComparison.Ordinal);
            if (authority < 0)
                return [];
            raw = raw[(authority + 3)..];
            var slash = raw.IndexOfAny('/', '\\', '?');
            raw = slash < 0 ? [] : raw[slash..];
        }

        var end = raw.IndexOfAny('?', '#');
        return end < 0 ? raw : raw[..end];
    }

    private static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.ContainsAny(Unusual) && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);

    /// <summary>Whether the first segment of a plain path is the name, in any case.</summary>
    private static bool BeginsWithName(ReadOnlySpan<char> path) =>
        path.Length > Name.Length
        && path[1..].StartsWith(Name, StringComparison.OrdinalIgnoreCase)
        && (path.Length == Name.Length + 1 || path[Name.Length + 1] == '/');

    /// <summary>The one form that is served.</summary>
    private static bool IsCanonical(ReadOnlySpan<char> path) =>
        path.Length > Name.Length
        && path[1..].StartsWith(Name, StringComparison.Ordinal)
        && (path.Length == Name.Length + 1 || path[Name.Length + 1] == '/')
        && !path.Contains('\\')
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/.", StringComparison.Ordinal)
        && !path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%25", StringComparison.Ordinal);

    private static bool Reaches(ReadOnlySpan<char> path)
    {
        if (Walk(path))
            return true;
        if (!path.Contains('%'))
            return false;
        var decoded = path.ToArray();
        var length = decoded.Length;
        for (var i = 0; i < Decodings; i++)
        {
            var shorter = Decode(decoded.AsSpan(0, length));
            if (Walk(decoded.AsSpan(0, shorter)))
                return true;
            if (shorter == length)
                return false;
            length = shorter;
        }

        return false;
    }

    /// <summary>
    /// Walks the segments as a path is resolved. It is enough that the name is the only segment at any moment: who resolves no dots sees it
    /// there, and who resolves them may stop at it.
    /// </summary>
    private static bool Walk(ReadOnlySpan<char> path)
    {
        var depth = 0;
        foreach (var range in path.SplitAny('/', '\\'))
        {
            var segment = path[range];
            if (segment.IsEmpty || segment is ".")
                continue;
            if (segment is "..")
                depth = Math.Max(0, depth - 1);
            else if (++depth == 1 && segment.Equals(Name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Takes one layer of percent-encoding off, in place; returns the new length. Bytes become Latin-1: the name is ASCII.</summary>
    private static int Decode(Span<char> text)
    {
        var write = 0;
        for (var read = 0; read < text.Length; read++, write++)
        {
            if (
                text[read] == '%'
                && read + 2 < text.Length
                && Hex(text[read + 1]) is var high and >= 0
                && Hex(text[read + 2]) is var low and >= 0
            )
            {
                text[write] = (char)((high << 4) | low);
                read += 2;
            }
            else
            {
                text[write] = text[read];
            }
        }

        return write;
    }

    private static int Hex(char c) =>
        c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'F' => c - 'A' + 10,
            _ => -1,
        };
}
