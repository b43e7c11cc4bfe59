using System.Globalization;
using System.Text;

namespace Shadow.Reports;

/// <summary>How figures and names are written in Markdown.</summary>
internal static class ReportText
{
    /// <summary>What stands for a figure without values.</summary>
    public const string Absent = "n/a";

    private const int MaxText = 500;

    /// <summary>With one decimal.</summary>
    public static string One(double? value) => Number(value, "0.0");

    /// <summary>Without decimals.</summary>
    public static string Whole(double? value) => Number(value, "0");

    /// <summary>A moment, to the second.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// A name as code, safe in a table's cell. Names come from planners: in code nothing is markup but the backtick, for which an apostrophe
    /// stands, and the pipe, which ends a cell even there and for which a broken bar stands. The JSON has the names as they are.
    /// </summary>
    public static string Code(string? name) =>
        name is null ? "(none)"
        : name.Length == 0 ? "(empty)"
        : $"`{Clean(name, CodeMark)}`";

    /// <summary>A text of people, with everything that Markdown or HTML could read as markup escaped, on one line.</summary>
    public static string Plain(string text) => Clean(text, PlainMark);

    private static string? CodeMark(char c) =>
        c switch
        {
            '`' => "'",
            '|' => "¦",
            _ => null,
        };

    private static string? PlainMark(char c) =>
        c switch
        {
            '<' => "&lt;",
            '&' => "&amp;",
            '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~' or '!' => "\\" + c,
            _ => null,
        };

    // Controls, the separators that some readers take for line breaks, and the marks that turn the direction of writing become blanks.
    private static string Clean(string text, Func<char, string?> mark)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxText) + 8);
        foreach (var c in text.Length > MaxText ? text.AsSpan(0, MaxText) : text)
        {
            if (mark(c) is { } replacement)
                clean.Append(replacement);
            else
                clean.Append(Hidden(c) ? ' ' : c);
        }

        return text.Length > MaxText ? clean.Append('…').ToString() : clean.ToString();
    }

    private static bool Hidden(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Absent;
}
