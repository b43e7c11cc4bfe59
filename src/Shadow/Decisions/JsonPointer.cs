namespace Shadow.Decisions;

/// <summary>A JSON Pointer (RFC 6901).</summary>
public sealed class JsonPointer
{
    private JsonPointer(string text, string[] segments)
    {
        Text = text;
        Segments = segments;
    }

    /// <summary>The pointer as it was written, e.g. <c>/plan/steps</c>.</summary>
    public string Text { get; }

    /// <summary>The unescaped reference tokens; empty for the whole document.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads a pointer: empty, or a <c>/</c> before every token, with <c>~0</c> for <c>~</c> and <c>~1</c> for <c>/</c>.</summary>
    /// <exception cref="FormatException">The text is no pointer; the message says why.</exception>
    public static JsonPointer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0 && text[0] != '/')
            throw new FormatException($"'{text}' is no JSON Pointer: it must be empty or begin with '/'");
        var segments = text.Length == 0 ? [] : text[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
            segments[i] = Unescape(text, segments[i]);
        return new JsonPointer(text, segments);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string Unescape(string text, string segment)
    {
        for (var i = segment.IndexOf('~', StringComparison.Ordinal); i >= 0; i = segment.IndexOf('~', i + 1))
        {
            if (i + 1 == segment.Length || segment[i + 1] is not ('0' or '1'))
                throw new FormatException($"'{text}' is no JSON Pointer: '~' must be followed by 0 or 1");
        }

        return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
