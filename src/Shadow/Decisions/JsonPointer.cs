using System.Globalization;
using System.Text;

namespace Shadow.Decisions;

/// <summary>A JSON Pointer (RFC 6901). Two are equal when they are written alike.</summary>
public sealed class JsonPointer : IEquatable<JsonPointer>
{
    private readonly string[] _segments;
    private readonly byte[][] _names;
    private readonly int[] _indices;

    private JsonPointer(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
        _names = Array.ConvertAll(segments, Encoding.UTF8.GetBytes);
        _indices = Array.ConvertAll(segments, ArrayIndex);
    }

    /// <summary>The pointer as it was written, e.g. <c>/plan/steps</c>.</summary>
    public string Text { get; }

    /// <summary>The unescaped reference tokens; empty for the whole document.</summary>
    public IReadOnlyList<string> Segments => _segments;

    internal int Length => _segments.Length;

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
    public bool Equals(JsonPointer? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonPointer);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>A token as the property name that it stands for, in UTF-8.</summary>
    internal ReadOnlySpan<byte> Name(int segment) => _names[segment];

    /// <summary>A token as the element that it stands for; -1 where it can stand for none, as <c>-</c> and <c>01</c> cannot.</summary>
    internal int Index(int segment) => _indices[segment];

    private static int ArrayIndex(string segment)
    {
        var leadingZero = segment.Length > 1 && segment[0] == '0';
        return !leadingZero && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
    }

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
