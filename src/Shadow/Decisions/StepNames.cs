using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>The names of steps or tools, from their array.</summary>
internal static class StepNames
{
    /// <summary>The longest name, in characters; the rest of a longer one is cut.</summary>
    public const int MaxChars = 4096;

    /// <summary>The most steps, or tools, that a decision keeps.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The names in order; null where there are more than <see cref="MaxCount"/>.</summary>
    public static string[]? Read(ReadOnlySpan<byte> array)
    {
        var count = Count(array);
        if (count > MaxCount)
            return null;
        if (count == 0)
            return [];
        var names = new string[count];
        var reader = PlanLocator.Reader(array);
        reader.Read();
        for (var i = 0; i < count; i++)
        {
            reader.Read();
            names[i] = Name(array, ref reader);
        }

        return names;
    }

    private static int Count(ReadOnlySpan<byte> array)
    {
        var reader = PlanLocator.Reader(array);
        reader.Read();
        var count = 0;
        while (count <= MaxCount && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static string Name(ReadOnlySpan<byte> array, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return JsonText.Read(reader.ValueSpan, MaxChars);
        var start = (int)reader.TokenStartIndex;
        var name = default(FieldLocation);
        if (reader.TokenType is JsonTokenType.StartObject)
            name = NameOfObject(ref reader);
        else
            reader.Skip();
        return name.Type is JsonTokenType.String
            ? JsonText.Read(name.TextIn(array), MaxChars)
            : CanonicalJson.Write(array[start..(int)reader.BytesConsumed], MaxChars);
    }

    // The first of the three that holds a string; of several with one name the last counts, as everywhere.
    private static FieldLocation NameOfObject(ref Utf8JsonReader reader)
    {
        FieldLocation name = default;
        FieldLocation id = default;
        FieldLocation tool = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isName, isId, isTool) = (Is(ref reader, "name"), Is(ref reader, "id"), Is(ref reader, "tool"));
            reader.Read();
            var (start, type) = ((int)reader.TokenStartIndex, reader.TokenType);
            reader.Skip();
            var value = new FieldLocation(start, (int)reader.BytesConsumed - start, type);
            name = isName ? value : name;
            id = isId ? value : id;
            tool = isTool ? value : tool;
        }

        if (name.Type is JsonTokenType.String)
            return name;
        return id.Type is JsonTokenType.String ? id : tool;
    }

    private static bool Is(ref Utf8JsonReader reader, string property) => JsonText.Matches(reader.ValueSpan, property);
}
