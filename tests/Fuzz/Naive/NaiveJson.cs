using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Fuzz.Naive;

/// <summary>JSON read the simple way: the framework's document, every text decoded in full, nothing cut on the way.</summary>
internal static class NaiveJson
{
    private static readonly UTF8Encoding Utf8Text = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The document; null where the bytes are none that holds an object or a list.</summary>
    public static JsonDocument? Document(ReadOnlySpan<byte> json)
    {
        // Said by the first character already, which spares most inputs an exception.
        if (json.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..] || !Utf8.IsValid(json))
            return null;
        try
        {
            return JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value of a pointer's tokens; null where there is none.</summary>
    public static JsonElement? Find(JsonElement from, IReadOnlyList<string> tokens)
    {
        foreach (var token in tokens)
        {
            JsonElement? next = null;
            if (from.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in from.EnumerateObject())
                    next = Name(property) == token ? property.Value : next;
            }
            else if (from.ValueKind == JsonValueKind.Array && IsIndex(token, from.GetArrayLength(), out var index))
            {
                next = from[index];
            }

            if (next is null)
                return null;
            from = next.Value;
        }

        return from;
    }

    /// <summary>A property's name, unescaped.</summary>
    public static string Name(JsonProperty property) => Unescape(Utf8Text.GetString(JsonMarshal.GetRawUtf8PropertyName(property)));

    /// <summary>A string's text, unescaped; the raw text of anything else.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Unescape(value.GetRawText()[1..^1]) : value.GetRawText();

    /// <summary>The first characters, never half a surrogate pair at their end.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];

    /// <summary>The canonical spelling, uncut.</summary>
    public static string Canonical(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var sorted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var property in value.EnumerateObject())
                    sorted[Name(property)] = property.Value;
                return "{" + string.Join(",", sorted.Select(static pair => Quoted(pair.Key) + ":" + Canonical(pair.Value))) + "}";
            case JsonValueKind.Array:
                return "[" + string.Join(",", value.EnumerateArray().Select(Canonical)) + "]";
            case JsonValueKind.String:
                return Quoted(Text(value));
            default:
                return value.GetRawText();
        }
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c is '"' or '\\' ? $"\\{c}"
                : c < ' ' ? "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)
                : c.ToString()
            );
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsIndex(string token, int length, out int index)
    {
        index = -1;
        return token.Length is > 0 and <= 9
            && token.All(char.IsAsciiDigit)
            && (token == "0" || token[0] != '0')
            && (index = int.Parse(token, CultureInfo.InvariantCulture)) < length;
    }

    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)Convert.ToUInt16(raw.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                text.Append("\b\f\n\r\t\"\\/"["bfnrt\"\\/".IndexOf(raw[i], StringComparison.Ordinal)]);
            }
        }

        // Halves of a pair that stand alone become U+FFFD here.
        return string.Concat(text.ToString().EnumerateRunes().Select(static rune => rune.ToString()));
    }
}
