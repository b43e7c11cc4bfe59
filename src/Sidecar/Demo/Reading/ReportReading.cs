using System.Globalization;

namespace Sidecar.Demo.Reading;

/// <summary>The weekly report as a person reads it: what is shown of it is what is checked.</summary>
internal sealed class ReportReading
{
    private readonly IReadOnlyList<string> _lines;

    private ReportReading(IReadOnlyList<string> lines) => _lines = lines;

    /// <summary>The title; empty where there is none.</summary>
    public string Title => Line("# ");

    /// <summary>Total runs; -1 where the report says nothing of them.</summary>
    public long Runs => Number(Line("**Total Runs:**"), "**Total Runs:**");

    /// <summary>Runs that v1 answered.</summary>
    public long V1 => Number(Line("- V1 (original):"), "- V1 (original):");

    /// <summary>Runs that v2 answered.</summary>
    public long V2 => Number(Line("- V2 (canary):"), "- V2 (canary):");

    /// <summary>How many rollbacks there were, by the guard and by hand, as the report puts it.</summary>
    public string Rollbacks => After("## Rollbacks");

    /// <summary>Each rollback in a line of its own, newest first.</summary>
    public IReadOnlyList<string> EachRollback =>
        [.. _lines.SkipWhile(line => line != "## Rollbacks").Skip(1).TakeWhile(line => !Heading(line)).Where(Item)];

    /// <summary>The first recommendation.</summary>
    public string Recommendation => After("## Recommendations");

    /// <summary>The lines that say most, without Markdown's marks.</summary>
    public IReadOnlyList<string> KeyLines =>
        [
            .. new[]
            {
                Title,
                Line("**Total Runs:**"),
                Line("- V1 (original):"),
                Line("- V2 (canary):"),
                Line("- Agent change rate:"),
                $"Rollbacks: {Rollbacks}",
                Recommendation,
            }.Select(Plain),
        ];

    /// <summary>Reads a report in Markdown.</summary>
    public static ReportReading Of(string markdown) => new([.. markdown.Split('\n').Select(line => line.TrimEnd('\r'))]);

    private static bool Heading(string line) => line.StartsWith('#');

    private static bool Item(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    private static string Plain(string line) => line.TrimStart('#', '-', ' ').Replace("**", "", StringComparison.Ordinal);

    private static long Number(string line, string name) =>
        line.Length > name.Length
        && long.TryParse(line[name.Length..].Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;

    private string Line(string start) => _lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) ?? "";

    private string After(string heading) =>
        _lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !Heading(line)).FirstOrDefault(line => line.Length > 0) ?? "";
}
