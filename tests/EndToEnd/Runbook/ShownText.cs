using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.Runbook;

/// <summary>
/// Compares what a document shows with what came. Names, words and truth values are exact; figures, times, weeks and ids are examples, and
/// <c>…</c> is anything. What must hold of a figure is said in an expectation.
/// </summary>
internal static partial class ShownText
{
    /// <summary>Why the output is not the shown one; null where it is. Of lines some may be left out, not their order.</summary>
    public static string? Fault(RunbookOutput shown, string output) =>
        shown.Json ? JsonFault(shown.Text, output) : LinesFault(shown.Text.Split('\n'), output.Split('\n'));

    private static string? LinesFault(string[] shown, string[] lines)
    {
        var at = 0;
        foreach (var line in shown)
        {
            var found = Array.FindIndex(lines, at, text => Pattern(line).IsMatch(text));
            if (found < 0)
                return $"there is no such line, or not in this order:  {line}";
            at = found + 1;
        }

        return null;
    }

    private static string? JsonFault(string shown, string output)
    {
        using var actual = Parse(output);
        if (actual is null)
            return "what came is not JSON";
        using var wanted = Parse(shown);
        return wanted is null ? "what is shown is not JSON" : JsonFault("", wanted.RootElement, actual.RootElement);
    }

    private static string? JsonFault(string path, JsonElement shown, JsonElement actual)
    {
        if (shown.ValueKind != actual.ValueKind)
            return $"{path} is shown as {shown.GetRawText()} and is {actual.GetRawText()}";
        return shown.ValueKind switch
        {
            JsonValueKind.Object => shown
                .EnumerateObject()
                .Select(property =>
                    actual.TryGetProperty(property.Name, out var value)
                        ? JsonFault($"{path}/{property.Name}", property.Value, value)
                        : $"{path} has no {property.Name}"
                )
                .FirstOrDefault(static fault => fault is not null),
            JsonValueKind.Array => ArrayFault(path, shown, actual),
            JsonValueKind.String when !Pattern(shown.GetString()!).IsMatch(actual.GetString()!) =>
                $"{path} is shown as {shown.GetRawText()} and is {actual.GetRawText()}",
            _ => null,
        };
    }

    // The first elements; an empty array is empty.
    private static string? ArrayFault(string path, JsonElement shown, JsonElement actual)
    {
        var (few, all) = (shown.GetArrayLength(), actual.GetArrayLength());
        if (few > all || (few == 0 && all > 0))
            return $"{path} is shown with {few} elements and has {all}";
        return Enumerable
            .Range(0, few)
            .Select(i => JsonFault($"{path}/{i}", shown[i], actual[i]))
            .FirstOrDefault(static fault => fault is not null);
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Regex Pattern(string shown)
    {
        var pattern = new System.Text.StringBuilder("^");
        var at = 0;
        foreach (var match in Examples().Matches(shown).Cast<Match>())
        {
            pattern.Append(Regex.Escape(shown[at..match.Index]));
            pattern.Append(
                match.Groups.Values.Skip(1).First(static group => group.Success).Name switch
                {
                    "id" => "[0-9a-f-]{36}",
                    "time" => @"\d{4}-\d\d-\d\dT[\d:.]+Z",
                    "week" => @"\d{4}-W\d\d",
                    "any" => ".*",
                    _ => @"-?\d+(\.\d+)?(E[-+]?\d+)?",
                }
            );
            at = match.Index + match.Length;
        }

        return new Regex(pattern.Append(Regex.Escape(shown[at..])).Append('$').ToString());
    }

    [GeneratedRegex(
        @"(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<time>\d{4}-\d\d-\d\dT[\d:.]+Z)|(?<week>\d{4}-W\d\d)|(?<any>…)|(?<number>(?<![\w.])-?\d+(\.\d+)?)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Examples();
}
