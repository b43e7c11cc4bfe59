using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Hosting;

namespace Sidecar.Tests.Hosting;

public sealed class LogLinesTests
{
    private const string Head = "2026-01-02T03:04:05.678Z warn: Sidecar.Guard[7] ";

    [Fact]
    public void Write_PlainText_IsALineWithTimeLevelAndCategory() =>
        Assert.Equal(Head + "v2 was rolled back: 4.0¢ → 3.0¢", Line("v2 was rolled back: 4.0¢ → 3.0¢"));

    [Theory]
    [InlineData("a\n2026-01-02 info: forged", "a 2026-01-02 info: forged")]
    [InlineData("a\rforged", "a forged")]
    [InlineData("a\r\nforged", "a forged")]
    [InlineData("a\u0085forged", "a forged")]
    [InlineData("a\u2028forged\u2029x", "a forged x")]
    [InlineData("a\fforged", "a forged")]
    [InlineData("\u001b[2K\u001b]0;title\u0007", "\\u001b[2K\\u001b]0;title\\u0007")]
    [InlineData("\u009b31mred", "\\u009b31mred")]
    [InlineData("a\0b\bc\u007fd\te", "a\\u0000b\\u0008c\\u007fd\\u0009e")]
    [InlineData("\u202egnp.exe\u2066\u200b\ufeff", "\\u202egnp.exe\\u2066\\u200b\\ufeff")]
    [InlineData("日本語 é 😀", "日本語 é 😀")]
    public void Write_WhatSteersATerminalOrALog_IsEscapedOnOneLine(string text, string written) => Assert.Equal(Head + written, Line(text));

    [Fact]
    public void Write_Exception_StandsOnTheSameLine() =>
        Assert.Equal(
            Head + "failed System.IO.IOException: first second\\u001b[0m",
            Line("failed", new IOException("first\nsecond\u001b[0m"))
        );

    private static string Line(string message, Exception? exception = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        using var written = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Sidecar.Guard", new EventId(7), message, exception, static (text, _) => text);
        new LogLines(time).Write(in entry, null, written);
        var line = written.ToString();
        Assert.EndsWith(Environment.NewLine, line, StringComparison.Ordinal);
        return line[..^Environment.NewLine.Length];
    }
}
