using System.Text.Json;
using System.Text.Unicode;

namespace Shadow.Decisions;

/// <summary>Finds the values of all pointers in one pass over a document, allocating nothing.</summary>
internal static class PlanLocator
{
    /// <summary>A document nested deeper is not read.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>A reader that is as strict as all of this stage.</summary>
    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json) => new(json, Strict);

    /// <summary>False where the bytes are not one JSON object or array in UTF-8.</summary>
    public static bool TryLocate(ReadOnlySpan<byte> json, in PlanPointers pointers, out FieldLocations found)
    {
        found = default;
        if (!BeginsAsDocument(json) || !Utf8.IsValid(json))
            return false;
        try
        {
            Locate(json, pointers, ref found);
            return true;
        }
        catch (JsonException)
        {
            found = default;
            return false;
        }
    }

    /// <summary>Whether the first character is that of an object or an array.</summary>
    public static bool BeginsAsDocument(ReadOnlySpan<byte> json)
    {
        var first = json.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && json[first] is (byte)'{' or (byte)'[';
    }

    private static void Locate(ReadOnlySpan<byte> json, in PlanPointers pointers, ref FieldLocations found)
    {
        var reader = Reader(json);
        // Of the container open at each depth: the pointers that lead on into it, those that end at it, and its next element (-1: an object).
        Span<byte> inside = stackalloc byte[MaxDepth + 1];
        Span<byte> whole = stackalloc byte[MaxDepth + 1];
        Span<int> next = stackalloc int[MaxDepth + 1];
        next[0] = -1;
        var depth = 0;
        var here = pointers.All;
        while (reader.Read())
        {
            var type = reader.TokenType;
            if (type is JsonTokenType.PropertyName)
            {
                here = pointers.Named(ref reader, depth - 1, inside[depth]);
                // The last of several properties of one name counts: with the earlier one goes all that was found in it.
                found.Set(here, default);
                continue;
            }

            if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                found.Close(whole[depth--], (int)reader.BytesConsumed);
                continue;
            }

            if (next[depth] >= 0)
                here = pointers.Indexed(next[depth]++, depth - 1, inside[depth]);
            var ending = pointers.EndingAt(depth, here);
            var start = (int)reader.TokenStartIndex;
            if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var further = (byte)(here & ~ending);
                if (further != 0)
                {
                    depth++;
                    (inside[depth], whole[depth], next[depth]) = (further, ending, type is JsonTokenType.StartArray ? 0 : -1);
                    found.Set(ending, new FieldLocation(start, 0, type));
                    continue;
                }

                reader.Skip();
            }

            found.Set(ending, new FieldLocation(start, (int)reader.BytesConsumed - start, type));
        }
    }
}
