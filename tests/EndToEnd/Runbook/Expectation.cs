using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd.Runbook;

/// <summary>
/// A line such as <c># → 200, "kill_switch":true, not "v2"</c>: an HTTP status, texts that are in the output, and such that are not;
/// <c>…</c> is anything. <c>within 2 s: …</c> is waited for; how long it took is not judged, as machines differ.
/// </summary>
internal sealed partial record Expectation(bool Eventually, int? Status, IReadOnlyList<string> Present, IReadOnlyList<string> Absent)
{
    /// <summary>What such a line begins with.</summary>
    public const string Mark = "# → ";

    private const string Not = "not ";

    /// <summary>Reads a line without its mark.</summary>
    /// <exception cref="FormatException">It says nothing.</exception>
    public static Expectation Parse(string text)
    {
        var within = Within().Match(text);
        var items = Items(text[within.Length..]);
        if (items.Any(static item => item.Length == 0))
            throw new FormatException($"an expectation without a text: {text}");
        var statuses = items.Where(IsStatus).Select(static item => int.Parse(item, CultureInfo.InvariantCulture)).ToList();
        if (statuses.Count > 1)
            throw new FormatException($"more than one status: {text}");
        return new Expectation(
            within.Success,
            statuses.Count == 1 ? statuses[0] : null,
            [.. items.Where(static item => !IsStatus(item) && !IsNegation(item))],
            [.. items.Where(IsNegation).Select(static item => item[Not.Length..])]
        );
    }

    /// <summary>What of it does not hold.</summary>
    public IEnumerable<string> Faults(StepResult result)
    {
        if (Status is { } status && result.Status != status)
            yield return result.Status is { } other
                ? $"the answer's status is {other}, not {status}"
                : $"no request was made, and {status} is expected";
        foreach (var text in Present.Where(text => !Holds(text, result.Output)))
            yield return $"the output does not hold  {text}";
        foreach (var text in Absent.Where(text => Holds(text, result.Output)))
            yield return $"the output holds  {text}";
    }

    private static bool Holds(string text, string output) =>
        Regex.IsMatch(output, Regex.Escape(text).Replace("…", ".*?", StringComparison.Ordinal));

    private static bool IsStatus(string item) => item.Length == 3 && item.All(char.IsAsciiDigit);

    private static bool IsNegation(string item) => item.StartsWith(Not, StringComparison.Ordinal);

    // At the commas outside of brackets and quotation marks: breach texts and labels have some of their own.
    private static List<string> Items(string text)
    {
        var items = new List<string>();
        var (begin, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            depth += quoted ? 0 : Nesting(text[i]);
            if (text[i] != ',' || quoted || depth != 0)
                continue;
            items.Add(text[begin..i].Trim());
            begin = i + 1;
        }

        items.Add(text[begin..].Trim());
        return items;
    }

    private static int Nesting(char c) =>
        c switch
        {
            '(' or '[' or '{' => 1,
            ')' or ']' or '}' => -1,
            _ => 0,
        };

    [GeneratedRegex(@"^within \d+ s: ")]
    private static partial Regex Within();
}
