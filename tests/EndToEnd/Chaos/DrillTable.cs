using System.Globalization;
using System.Text;

namespace EndToEnd.Chaos;

/// <summary>The table of what agents see, as Markdown.</summary>
internal static class DrillTable
{
    private const string Begin = "<!-- what agents see: made by bench/Chaos -->";
    private const string End = "<!-- end of what agents see -->";

    /// <summary>The table.</summary>
    public static string Of(IEnumerable<DrillResult> results)
    {
        var text = new StringBuilder();
        foreach (var part in results.GroupBy(static result => result.Drill.Part))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{Title(part.Key)}**\n\n");
            text.Append(
                "| fault | requests sent | answered right by v1 | by v2 | errors seen by agents | runs recorded | ledger balanced | v2 charged with |\n"
            );
            text.Append("|---|---|---|---|---|---|---|---|\n");
            foreach (var result in part)
                text.Append(Line(result)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// Puts the table between the two comments of a file that mark its place. Where a table is there that has a line for each of these faults,
    /// those lines alone are renewed.
    /// </summary>
    public static void Write(string path, IReadOnlyList<DrillResult> results)
    {
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{path} has no place for the table: put '{Begin}' and '{End}' where it belongs.");
        var table = Renewed(text[(begin + Begin.Length)..end], results) ?? $"\n{Of(results)}\n";
        File.WriteAllText(path, text[..(begin + Begin.Length)] + table + text[end..]);
    }

    private static string? Renewed(string table, IReadOnlyList<DrillResult> results)
    {
        var lines = table.Split('\n');
        foreach (var result in results)
        {
            var at = Array.FindIndex(lines, line => line.StartsWith($"| {result.Drill.Name} |", StringComparison.Ordinal));
            if (at < 0)
                return null;
            lines[at] = Line(result);
        }

        return string.Join('\n', lines);
    }

    private static string Line(DrillResult result)
    {
        var errors =
            result.Errors == 0
                ? "0"
                : string.Join(", ", result.Faults.Select(fault => $"{Number(fault.Value)} {Said(result.Drill, fault.Key)}"));
        var notes = result.Notes.Count == 0 ? "" : $" ({string.Join("; ", result.Notes)})";
        return $"| {result.Drill.Name} | {Number(result.Sent)} | {Number(result.ByV1)} | {Number(result.ByV2)} | {errors}{notes} "
            + $"| {Number(result.Recorded)} | {(result.Balanced ? "yes" : "no")} | {(result.Charged.Length == 0 ? "nothing" : result.Charged)} |";
    }

    private static string Said(Drill drill, string fault) =>
        drill.Passes is not null ? $"got what v2 gave ({fault})"
        : fault == ChaosAgents.NoEnd ? $"given up by the agent after {drill.Patience.TotalSeconds} s"
        : fault;

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Title(DrillPart part) =>
        part switch
        {
            DrillPart.BeforeTheAnswer => "v2 fails before its answer began",
            DrillPart.WithinTheAnswer => "v2 fails within its answer, or answers oddly: agents get what v2 gave",
            _ => "The store fails; in the midst of it the kill switch is turned on",
        };
}
