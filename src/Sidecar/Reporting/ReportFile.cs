using System.Text;
using Shadow.Reports;

namespace Sidecar.Reporting;

/// <summary>Reports as files: whole under their names or not there at all.</summary>
internal static class ReportFile
{
    /// <summary>The file's full path in Markdown, e.g. <c>…/planner-2025-W42.md</c>.</summary>
    public static string PathOf(string folder, IsoWeek week) => Path.GetFullPath(Path.Combine(folder, $"planner-{week}.md"));

    /// <summary>Writes the report in Markdown, in the place of an older one, and makes its folder; answers the path.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task<string> WriteAsync(string folder, WeeklyReport report, CancellationToken cancellationToken)
    {
        var path = PathOf(folder, report.Period.Week);
        await WriteAsync(path, Encoding.UTF8.GetBytes(ReportMarkdown.Write(report)), cancellationToken).ConfigureAwait(false);
        return path;
    }

    /// <summary>Writes the report in JSON, beside the Markdown; answers the path.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task<string> WriteJsonAsync(string folder, WeeklyReport report, CancellationToken cancellationToken)
    {
        var path = Path.ChangeExtension(PathOf(folder, report.Period.Week), ".json");
        await WriteAsync(path, ReportJson.Write(report), cancellationToken).ConfigureAwait(false);
        return path;
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllBytesAsync(part, content, cancellationToken).ConfigureAwait(false);
            // Whoever reads the folder sees the old report or the new one, never half of it.
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
