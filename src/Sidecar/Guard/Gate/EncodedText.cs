namespace Sidecar.Guard.Gate;

/// <summary>Takes encodings off a path the way the most lenient decoder would.</summary>
internal static class EncodedText
{
    /// <summary>
    /// Takes one layer off, in place; returns the new length. <c>%67</c> and <c>%u0067</c> become characters, and bytes of UTF-8 the
    /// characters they stand for, those too that take more bytes than they need: decoders of today refuse them, those of old do not.
    /// </summary>
    public static int Decode(Span<char> text) => Utf8(text[..Percent(text)]);

    private static int Percent(Span<char> text)
    {
        var write = 0;
        for (var read = 0; read < text.Length; write++)
        {
            var (value, length) = Escape(text[read..]);
            text[write] = value;
            read += length;
        }

        return write;
    }

    private static (char Value, int Length) Escape(ReadOnlySpan<char> text)
    {
        if (text[0] != '%')
            return (text[0], 1);
        if (text.Length >= 3 && Hex(text[1..3]) is { } octet)
            return ((char)octet, 3);
        return text.Length >= 6 && text[1] is 'u' or 'U' && Hex(text[2..6]) is { } unit ? ((char)unit, 6) : (text[0], 1);
    }

    private static int Utf8(Span<char> text)
    {
        var write = 0;
        for (var read = 0; read < text.Length; )
        {
            var (value, length) = Sequence(text[read..]);
            read += length;
            if (value > char.MaxValue)
            {
                value -= 0x10000;
                text[write++] = (char)(0xD800 + (value >> 10));
                value = 0xDC00 + (value & 0x3FF);
            }

            text[write++] = (char)value;
        }

        return write;
    }

    private static (int Value, int Length) Sequence(ReadOnlySpan<char> text)
    {
        var (value, length) = (int)text[0] switch
        {
            >= 0xC0 and <= 0xDF => (text[0] & 0x1F, 2),
            >= 0xE0 and <= 0xEF => (text[0] & 0x0F, 3),
            >= 0xF0 and <= 0xF7 => (text[0] & 0x07, 4),
            _ => (text[0], 1),
        };
        if (length > text.Length)
            return (text[0], 1);
        for (var i = 1; i < length; i++)
        {
            if (text[i] is < '\u0080' or > '\u00BF')
                return (text[0], 1);
            value = (value << 6) | (text[i] & 0x3F);
        }

        return value > 0x10FFFF ? (text[0], 1) : (value, length);
    }

    private static int? Hex(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return null;
            value = (value << 4) | ((digit & 0xF) + (digit > '9' ? 9 : 0));
        }

        return value;
    }
}
