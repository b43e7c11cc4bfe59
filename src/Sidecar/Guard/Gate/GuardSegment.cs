using System.Buffers;

namespace Sidecar.Guard.Gate;

/// <summary>
/// Decides whether a request's first path segment is <c>guard</c>, however it is written. Planners decode, fold and normalise paths in their
/// own ways; a spelling that any of them could take for <c>/guard</c> must not get through.
/// </summary>
internal static class GuardSegment
{
    private const string Name = "guard";

    /// <summary>Layers of encoding that are taken off, decoders one behind the other. Nobody packs deeper in good faith.</summary>
    private const int Decodings = 8;

    // With blanks, controls and all that is not ASCII, what makes a path worth a walk.
    private static readonly SearchValues<char> Unusual = SearchValues.Create('%', '\\', ';');

    /// <summary>Decides on a request's target as it came, and on the path that the server made of it.</summary>
    public static SegmentVerdict Decide(string? rawTarget, string? path)
    {
        var raw = PathOf(rawTarget);
        // The agents' way: no copy, no walk.
        if (IsPlain(raw) && IsPlain(path) && !BeginsWithName(raw) && !BeginsWithName(path))
            return SegmentVerdict.Open;
        if (!Reaches(raw) && !Reaches(path))
            return SegmentVerdict.Open;
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
        !path.ContainsAny(Unusual)
        && !path.ContainsAnyExceptInRange('!', '~')
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/.", StringComparison.Ordinal);

    private static bool BeginsWithName(ReadOnlySpan<char> path) =>
        path.Length > Name.Length && path[1..].StartsWith(Name, StringComparison.OrdinalIgnoreCase);

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
        if (Walks(path))
            return true;
        if (!path.Contains('%') && !path.ContainsAnyExceptInRange('\0', '~'))
            return false;
        var decoded = path.ToArray();
        var length = decoded.Length;
        for (var i = 0; i < Decodings; i++)
        {
            var shorter = EncodedText.Decode(decoded.AsSpan(0, length));
            if (shorter == length)
                return false;
            length = shorter;
            if (Walks(decoded.AsSpan(0, length)))
                return true;
        }

        // Still encoded: what is below cannot be known, and is none of an agent's business.
        return decoded.AsSpan(0, length).Contains('%');
    }

    // What begins with two slashes is a host and a path to parsers of addresses.
    private static bool Walks(ReadOnlySpan<char> path)
    {
        if (Walk(path))
            return true;
        if (path.Length < 3 || path[0] is not ('/' or '\\') || path[1] is not ('/' or '\\'))
            return false;
        // More of them are no other matter: browsers, and servers that use the parser of addresses that browsers have, skip them.
        var host = path.TrimStart("/\\");
        var slash = host.IndexOfAny('/', '\\');
        return slash >= 0 && Walk(host[slash..]);
    }

    /// <summary>
    /// Walks the segments as a path is resolved. It is enough that the name is the only segment at any moment: who resolves no dots sees it
    /// there, and who resolves them may stop at it. Segments are read as the most lenient would, which only makes the way there shorter.
    /// </summary>
    private static bool Walk(ReadOnlySpan<char> path)
    {
        var depth = 0;
        Span<char> folded = stackalloc char[LenientSegment.MaxLength];
        // Wide ones and the small one become separators where paths are normalised.
        foreach (var range in path.SplitAny('/', '\\', '\uFF0F', '\uFF3C', '\uFE68'))
        {
            var segment = LenientSegment.Fold(path[range], folded);
            if (segment is "..")
            {
                depth = Math.Max(0, depth - 1);
                continue;
            }

            // Some file systems drop dots at the end of a name.
            segment = segment.TrimEnd('.');
            if (segment.Length > 0 && ++depth == 1 && LenientSegment.Reads(segment, Name))
                return true;
        }

        return false;
    }
}
