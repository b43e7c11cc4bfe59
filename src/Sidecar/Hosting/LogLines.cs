using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Sidecar.Hosting;

/// <summary>
/// Writes each entry of the log as one line: time, level, category with the event's number, message and exception. What could end a line,
/// steer a terminal or turn its writing around is written as an escape, whoever said it: nothing that came over a connection begins a line.
/// </summary>
internal sealed class LogLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Under which the console finds it.</summary>
    public const string FormatterName = "lines";

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (message.Length == 0 && logEntry.Exception is null)
            return;
        textWriter.Write(time.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(Short(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        WriteOnOneLine(message, textWriter);
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(' ');
            WriteOnOneLine(exception.ToString(), textWriter);
        }

        textWriter.Write(Environment.NewLine);
    }

    private static void WriteOnOneLine(string text, TextWriter to)
    {
        // Lists of faults and stack traces come in several lines.
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (IsSafe(c))
                to.Write(c);
            else
                to.Write($"\\u{(int)c:x4}");
        }
    }

    private static bool IsSafe(char c) =>
        c is >= ' ' and <= '~'
        || char.GetUnicodeCategory(c)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static string Short(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
