using System.Globalization;

namespace Sidecar.Guard.Gate;

/// <summary>A path segment as the most lenient parser would read it.</summary>
internal static class LenientSegment
{
    /// <summary>Characters that are kept of a segment: more than any name that is looked for.</summary>
    public const int MaxLength = 16;

    // No character in Unicode.
    private const char AnyLetter = '\uFFFF';

    /// <summary>
    /// Folds a segment: parameters (<c>;x=1</c>) and what some parsers cut off (a NUL, a question mark, a hash) are gone, so are blanks,
    /// controls and invisible marks; wide letters are plain ones, and letters in other dress stand for any letter.
    /// </summary>
    /// <param name="segment">The segment.</param>
    /// <param name="folded">Where to write; <see cref="MaxLength"/> long.</param>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> segment, Span<char> folded)
    {
        var length = 0;
        for (var i = 0; i < segment.Length && length < folded.Length; i++)
        {
            var c = segment[i];
            if (c is ';' or '?' or '#' or '\0')
                break;
            if (IsDressed(segment, ref i))
                folded[length++] = AnyLetter;
            else if (c is >= '\uFF01' and <= '\uFF5E')
                folded[length++] = (char)(c - 0xFEE0);
            else if (!IsDropped(c))
                folded[length++] = c;
        }

        return folded[..length];
    }

    /// <summary>Whether a folded segment can be read as a name, in any case.</summary>
    public static bool Reads(ReadOnlySpan<char> folded, string name)
    {
        if (folded.Length != name.Length)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (folded[i] != AnyLetter && char.ToLowerInvariant(folded[i]) != name[i])
                return false;
        }

        return true;
    }

    private static bool IsDropped(char c) =>
        c is ' '
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    // The blocks of Unicode whose letters normalisation (NFKC) makes plain: modifier letters, phonetic extensions, superscripts, letterlike
    // symbols, number forms, enclosed letters; mathematical and enclosed ones beyond the first plane.
    private static bool IsDressed(ReadOnlySpan<char> text, ref int i)
    {
        var c = text[i];
        if (!char.IsHighSurrogate(c))
            return c
                is '\u00AA'
                    or (>= '\u02B0' and <= '\u02FF')
                    or (>= '\u1D2C' and <= '\u1DBF')
                    or (>= '\u2070' and <= '\u209F')
                    or (>= '\u2100' and <= '\u218F')
                    or (>= '\u2460' and <= '\u24FF');
        if (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            return false;
        if (char.ConvertToUtf32(c, text[i + 1]) is not ((>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF)))
            return false;
        i++;
        return true;
    }
}
