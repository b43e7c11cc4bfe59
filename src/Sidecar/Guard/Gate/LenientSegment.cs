using System.Globalization;
using System.Text;

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
            if (Dots(c) is var dots and > 0)
            {
                var fit = Math.Min(dots, folded.Length - length);
                folded.Slice(length, fit).Fill('.');
                length += fit;
            }
            else if (IsDressed(segment, ref i))
                folded[length++] = AnyLetter;
            else if (c is >= '\uFF01' and <= '\uFF5E')
                folded[length++] = (char)(c - 0xFEE0);
            else if (!IsDropped(segment, ref i))
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

    // How many full stops normalisation (NFKC) makes of a character.
    private static int Dots(char c) =>
        c switch
        {
            '\u2024' or '\uFE52' => 1,
            '\u2025' or '\uFE30' => 2,
            '\u2026' or '\uFE19' => 3,
            _ => 0,
        };

    private static bool IsDropped(ReadOnlySpan<char> text, ref int i)
    {
        _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
        if (!IsDropped(rune))
            return false;
        i += length - 1;
        return true;
    }

    private static bool IsDropped(Rune rune) =>
        IsIgnorable(rune.Value)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    // What Unicode calls default ignorable and is of no category of those: joiners, fillers, variation selectors, tags and their like.
    private static bool IsIgnorable(int value) =>
        value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2065
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xE0000 and <= 0xE0FFF);

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
