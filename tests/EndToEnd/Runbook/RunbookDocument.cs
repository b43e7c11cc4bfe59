using System.Text.RegularExpressions;

namespace EndToEnd.Runbook;

/// <summary>
/// Reads a runbook in Markdown. Fenced <c>bash</c> is run, <c>console</c> and <c>json</c> under it is what it prints, <c>jsonc</c> that begins
/// with <c>// yarp.json</c> is written into that file, comments of HTML say what happens meanwhile. Whatever is not understood is a fault:
/// nothing is passed over because of a slip.
/// </summary>
internal sealed partial class RunbookDocument
{
    private static readonly string[] ForReaders = ["jsonc", "promql", "yaml", "text"];

    private readonly List<RunbookPart> _parts = [];

    private RunbookDocument(string text) => Text = text;

    /// <summary>The whole of it.</summary>
    public string Text { get; }

    /// <summary>What is to be carried out, in the order of the document.</summary>
    public IReadOnlyList<RunbookPart> Parts => _parts;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">Something of it is not understood; the message names the line.</exception>
    public static RunbookDocument Parse(string text)
    {
        var document = new RunbookDocument(text);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                var end = Array.IndexOf(lines, "```", i + 1);
                if (end < 0)
                    throw Fault(i, "a fence that is not closed");
                document.Block(fence.Groups[1].Value, lines[(i + 1)..end], i + 2);
                i = end;
            }
            else if (lines[i].Contains("```", StringComparison.Ordinal))
            {
                throw Fault(i, "a fence that does not begin its line, or names no language");
            }
            else if (Comment().Match(lines[i]) is { Success: true } comment)
            {
                document._parts.Add(new RunbookDirective(i + 1, comment.Groups[1].Value));
            }
            else if (lines[i].Contains("<!--", StringComparison.Ordinal))
            {
                throw Fault(i, "a comment that has not a line of its own");
            }
        }

        return document;
    }

    private void Block(string language, string[] lines, int line)
    {
        switch (language)
        {
            case "bash":
                Steps(lines, line);
                break;
            case "console" or "json":
                if (_parts is not [.., RunbookStep])
                    throw Fault(line - 2, $"a {language} block shows what a bash block right before it prints, and there is none");
                _parts.Add(new RunbookOutput(line, language == "json", string.Join('\n', lines)));
                break;
            case "jsonc" when lines is ["// yarp.json", ..]:
                _parts.Add(new RunbookFragment(line, string.Join('\n', lines)));
                break;
            default:
                if (!ForReaders.Contains(language))
                    throw Fault(line - 2, $"a block in '{language}'");
                break;
        }
    }

    private void Steps(string[] lines, int line)
    {
        var script = new List<string>();
        var expectations = new List<Expectation>();
        var begin = line;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Expectation.Mark, StringComparison.Ordinal))
            {
                if (script.Count == 0)
                    throw Fault(line + i - 1, "an expectation without a command before it");
                expectations.Add(Read(lines[i], line + i - 1));
                continue;
            }

            if (expectations.Count > 0)
            {
                Add();
                begin = line + i;
            }

            script.Add(lines[i]);
        }

        Add();

        void Add()
        {
            if (script.Count > 1 && expectations.Any(static expectation => expectation.Eventually))
                throw Fault(begin - 1, "more than one line that is waited for: all of them would be repeated");
            _parts.Add(new RunbookStep(begin, string.Join('\n', script), [.. expectations]));
            script.Clear();
            expectations.Clear();
        }
    }

    private static Expectation Read(string line, int index)
    {
        try
        {
            return Expectation.Parse(line[Expectation.Mark.Length..]);
        }
        catch (FormatException fault)
        {
            throw Fault(index, fault.Message);
        }
    }

    private static FormatException Fault(int index, string what) => new($"line {index + 1}: {what}");

    [GeneratedRegex("^```([a-z]+)$")]
    private static partial Regex Fence();

    [GeneratedRegex("^<!-- (.+) -->$")]
    private static partial Regex Comment();
}
