using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sidecar.Configuration;

/// <summary>
/// Flattens the file into configuration keys. Comments and trailing commas are allowed. A key that stands there twice, in whatever case,
/// is a fault: of two values one would be dropped in silence.
/// </summary>
internal static class YarpJsonText
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Puts the file's values into <paramref name="data"/>; false where it cannot be read to its end.</summary>
    public static bool Flatten(ReadOnlySpan<byte> content, string path, Dictionary<string, string?> data, FaultList faults)
    {
        if (content.StartsWith(ByteOrderMark))
            content = content[ByteOrderMark.Length..];
        var reader = new Utf8JsonReader(
            content,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                faults.Add(path, "the file must hold one JSON object, { … }");
                return false;
            }

            Members(ref reader, content, null, again: false, data, faults);
            // Anything after the object is a syntax error too, and the reader finds it only when asked.
            reader.Read();
            return true;
        }
        catch (JsonException error)
        {
            faults.Add(path, $"not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {Sentence(error.Message)}");
            return false;
        }
        catch (InvalidOperationException)
        {
            faults.Add(path, $"not JSON at line {Line(content, reader.TokenStartIndex)}: a text is not valid Unicode");
            return false;
        }
    }

    private static void Members(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> content,
        string? parent,
        bool again,
        Dictionary<string, string?> data,
        FaultList faults
    )
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var key = Join(parent, name);
            var twice = !seen.Add(name);
            if (twice)
                faults.Add(key, Twice(content, reader.TokenStartIndex));
            reader.Read();
            Value(ref reader, content, key, again || twice, data, faults);
        }

        // Null and not absent: an empty object under a wrong name is still a wrong name.
        if (seen.Count == 0 && parent is not null)
            Put(parent, null, reader.TokenStartIndex, content, again, data, faults);
    }

    private static void Value(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> content,
        string key,
        bool again,
        Dictionary<string, string?> data,
        FaultList faults
    )
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Members(ref reader, content, key, again, data, faults);
                break;
            case JsonTokenType.StartArray:
                var index = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    Value(ref reader, content, Join(key, index++.ToString(CultureInfo.InvariantCulture)), again, data, faults);
                if (index == 0)
                    Put(key, "", reader.TokenStartIndex, content, again, data, faults);
                break;
            default:
                // Numbers, true and false as they were written.
                var value = reader.TokenType switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.String => reader.GetString(),
                    _ => Encoding.UTF8.GetString(reader.ValueSpan),
                };
                Put(key, value, reader.TokenStartIndex, content, again, data, faults);
                break;
        }
    }

    // Names with a colon and empty ones make the same key in other ways: "A": { "B": 1 } and "A:B": 2. What lies within a name that was
    // said to stand there twice is not said once more.
    private static void Put(
        string key,
        string? value,
        long position,
        ReadOnlySpan<byte> content,
        bool again,
        Dictionary<string, string?> data,
        FaultList faults
    )
    {
        if (!again && data.ContainsKey(key))
            faults.Add(key, Twice(content, position));
        data[key] = value;
    }

    private static string Twice(ReadOnlySpan<byte> content, long position) =>
        $"stands there twice, again at line {Line(content, position)}; allowed is once, case ignored";

    // Empty is a name like any other, for ASP.NET too.
    private static string Join(string? parent, string name) => parent is null ? name : ConfigurationPath.Combine(parent, name);

    private static int Line(ReadOnlySpan<byte> content, long position) => content[..(int)position].Count((byte)'\n') + 1;

    // The reader's own words end with the position, counted from zero.
    private static string Sentence(string message)
    {
        var tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return tail < 0 ? message : message[..tail];
    }
}
