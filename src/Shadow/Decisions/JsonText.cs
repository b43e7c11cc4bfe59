using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Shadow.Decisions;

/// <summary>
/// The text of JSON strings, from the bytes between their quotes. Unlike the framework's it reads half a surrogate pair, which JSON's grammar
/// allows, as U+FFFD instead of throwing.
/// </summary>
internal static class JsonText
{
    /// <summary>The text, cut after <paramref name="cap"/> characters, never within a surrogate pair.</summary>
    public static string Read(ReadOnlySpan<byte> raw, int cap)
    {
        if (raw.Length <= cap && !raw.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(raw);
        var size = Math.Min(raw.Length, cap);
        char[]? rented = null;
        Span<char> text = size <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(size);
        var result = new string(text[..Decode(raw, text[..size])]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    /// <summary>Whether the text is exactly <paramref name="expected"/>.</summary>
    public static bool Matches(ReadOnlySpan<byte> raw, string expected)
    {
        // Places for one character more than expected, which may take two, so that a longer text shows itself.
        var size = expected.Length + 2;
        char[]? rented = null;
        Span<char> text = size <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(size);
        var matches = text[..Decode(raw, text[..size])].SequenceEqual(expected);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return matches;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<char> text)
    {
        var length = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
                plain = raw.Length;
            _ = Utf8.ToUtf16(raw[..plain], text[length..], out var read, out var written);
            length += written;
            if (read < plain || plain == raw.Length)
                return length;
            raw = raw[plain..];
            var rune = Escaped(ref raw);
            if (!rune.TryEncodeToUtf16(text[length..], out written))
                return length;
            length += written;
        }

        return length;
    }

    // The reader has seen to it that what follows a backslash is an escape, whole.
    private static Rune Escaped(ref ReadOnlySpan<byte> raw)
    {
        var kind = raw[1];
        if (kind != 'u')
        {
            raw = raw[2..];
            return new Rune(
                kind switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)kind,
                }
            );
        }

        var unit = Unit(raw);
        raw = raw[6..];
        if (Rune.TryCreate(unit, out var rune))
            return rune;
        if (raw is not [(byte)'\\', (byte)'u', ..] || !Rune.TryCreate(unit, Unit(raw), out rune))
            return Rune.ReplacementChar;
        raw = raw[6..];
        return rune;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
