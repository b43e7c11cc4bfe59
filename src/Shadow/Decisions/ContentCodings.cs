namespace Shadow.Decisions;

/// <summary>The codings of a body in the order in which they were applied, two at the most.</summary>
internal readonly record struct ContentCodings(ContentCoding First, ContentCoding Second)
{
    /// <summary>Reads a Content-Encoding; false where it names a coding that is not known, or too many.</summary>
    public static bool TryParse(string? header, out ContentCodings codings)
    {
        codings = default;
        var rest = header.AsSpan();
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            var name = (comma < 0 ? rest : rest[..comma]).Trim(" \t");
            rest = comma < 0 ? default : rest[(comma + 1)..];
            if (!TryParseOne(name, out var coding))
                return false;
            if (coding == ContentCoding.None)
                continue;
            if (codings.Second != ContentCoding.None)
                return false;
            codings = codings.First == ContentCoding.None ? new(coding, ContentCoding.None) : codings with { Second = coding };
        }

        return true;
    }

    private static bool TryParseOne(ReadOnlySpan<char> name, out ContentCoding coding)
    {
        coding =
            Is(name, "gzip") || Is(name, "x-gzip") ? ContentCoding.Gzip
            : Is(name, "br") ? ContentCoding.Brotli
            : Is(name, "deflate") ? ContentCoding.Deflate
            : ContentCoding.None;
        return coding != ContentCoding.None || name.IsEmpty || Is(name, "identity");
    }

    private static bool Is(ReadOnlySpan<char> name, string coding) => name.Equals(coding, StringComparison.OrdinalIgnoreCase);
}
