using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>
/// One spelling for values that mean the same: no whitespace, properties sorted by ordinal (of several with one name the last), strings with
/// the fewest escapes, numbers as they were written.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Spells one value, cut after <paramref name="cap"/> characters.</summary>
    public static string Write(ReadOnlySpan<byte> value, int cap)
    {
        var reader = PlanLocator.Reader(value);
        using var document = JsonDocument.ParseValue(ref reader);
        var text = new StringBuilder();
        Write(document.RootElement, text, cap);
        if (text.Length > cap)
            text.Length = char.IsHighSurrogate(text[cap - 1]) ? cap - 1 : cap;
        return text.ToString();
    }

    // Stops at the cap wherever it is: what is beyond it is not kept.
    private static void Write(JsonElement value, StringBuilder text, int cap)
    {
        if (text.Length >= cap)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, text, cap);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var element in value.EnumerateArray())
                {
                    if (text.Length >= cap)
                        return;
                    if (!first)
                        text.Append(',');
                    first = false;
                    Write(element, text, cap);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(JsonText.Read(JsonMarshal.GetRawUtf8Value(value)[1..^1], cap), text);
                break;
            default:
                text.Append(JsonText.Read(JsonMarshal.GetRawUtf8Value(value), cap));
                break;
        }
    }

    private static void WriteObject(JsonElement value, StringBuilder text, int cap)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
            properties[Name(property)] = property.Value;
        var names = properties.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        text.Append('{');
        for (var i = 0; i < names.Length && text.Length < cap; i++)
        {
            if (i > 0)
                text.Append(',');
            WriteString(names[i], text);
            text.Append(':');
            Write(properties[names[i]], text, cap);
        }

        text.Append('}');
    }

    private static string Name(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return JsonText.Read(raw, raw.Length);
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (c < ' ')
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                text.Append(c);
        }

        text.Append('"');
    }
}
