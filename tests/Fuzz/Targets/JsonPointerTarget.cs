using System.Text;
using System.Text.RegularExpressions;
using Fuzz.Engine;
using Fuzz.Naive;
using Shadow.Decisions;

namespace Fuzz.Targets;

/// <summary>A JSON Pointer of the configuration. The input is the pointer, and after a line's end the document that it is tried on.</summary>
internal sealed partial class JsonPointerTarget : IFuzzTarget
{
    public string Name => "json-pointer";

    public IReadOnlyList<string> Words { get; } =
    [
        "/",
        "~0",
        "~1",
        "~",
        "~01",
        "~10",
        "//",
        "/0",
        "/01",
        "/-",
        "/-1",
        "/2147483648",
        "/agent",
        "/steps/0/name",
        "/a~1b",
        "/ü",
        "/\\u0061",
        "\n",
        "{\"\":",
        "[[",
        "{\"a/b\":{\"m~n\":1}}",
    ];

    public int MaxBytes => 16 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'\n');
        var text = Encoding.UTF8.GetString(end < 0 ? input : input[..end]);
        var document = end < 0 ? default : input[(end + 1)..];
        if (Parse(text) is not { } pointer)
        {
            Promise.Holds(!Grammar.IsMatch(text), "a pointer of RFC 6901 is taken", $"'{text}'");
            return;
        }

        Promise.Holds(Grammar.IsMatch(text), "what is no pointer of RFC 6901 is refused", $"'{text}'");
        Promise.SameList(Tokens(text), pointer.Segments, "the tokens are those of the simple way");
        var again = string.Concat(
            pointer.Segments.Select(static token =>
                "/" + token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            )
        );
        Promise.Same(text, again, "tokens that are escaped again make the pointer");
        Promise.Same(pointer, JsonPointer.Parse(again), "pointers that are written alike are equal");
        Locate(document, pointer);
    }

    public void Dispose() { }

    private static JsonPointer? Parse(string text)
    {
        try
        {
            return JsonPointer.Parse(text);
        }
        catch (FormatException refusal)
        {
            Promise.Holds(
                refusal.Message.Contains("must be", StringComparison.Ordinal),
                "a refusal says what is allowed",
                $"{refusal.Message}"
            );
            return null;
        }
    }

    private static void Locate(ReadOnlySpan<byte> json, JsonPointer pointer)
    {
        // Another pointer into the same value: what one finds must not depend on the other.
        var pointers = new PlanPointers(
            new DecisionOptions { Agent = pointer, Objective = pointer },
            new SignalOptions { Build = JsonPointer.Parse(pointer.Text + "/0") }
        );
        var located = PlanLocator.TryLocate(json, pointers, out var found);
        using var document = NaiveJson.Document(json);
        Promise.Same(document is not null, located, "a document is read exactly where the framework reads it");
        if (document is null)
            return;
        var expected = NaiveJson.Find(document.RootElement, pointer.Segments);
        var inside = NaiveJson.Find(document.RootElement, [.. pointer.Segments, "0"]);
        Promise.Same(expected?.GetRawText(), Raw(json, found[PlanField.Agent]), "a pointer finds what it finds the simple way");
        Promise.Same(expected?.GetRawText(), Raw(json, found[PlanField.Objective]), "a pointer finds what it finds the simple way");
        Promise.Same(inside?.GetRawText(), Raw(json, found[PlanField.Build]), "a pointer into another's value finds its own");
    }

    private static string? Raw(ReadOnlySpan<byte> json, FieldLocation location) =>
        location.Type == default ? null : Encoding.UTF8.GetString(location.In(json));

    // A character at a time, as the grammar has it.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '/')
                tokens.Add("");
            else
                tokens[^1] +=
                    text[i] != '~' ? text[i]
                    : text[++i] == '0' ? '~'
                    : '/';
        }

        return tokens;
    }

    [GeneratedRegex(@"\A(/([^~/]|~[01])*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Grammar { get; }
}
