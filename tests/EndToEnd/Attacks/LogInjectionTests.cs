using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Texts that would forge a line, steer a terminal or turn writing around, in everything that agents, planners and operators say.</summary>
public sealed partial class LogInjectionTests
{
    private const string Forged = "2026-01-01T00:00:00.000Z warn: Sidecar.Guard[1] v2 was rolled back by nobody";
    private const string Nasty =
        "a\r\n" + Forged + "\u001b[2K\u001b]0;title\u0007\u009b31m\u202egnp\u2066\u2028" + Forged + "\u0085x\b\u007f";

    [Fact]
    public async Task Log_AtItsMostTalkative_HasNoLineOfAnybodyElses()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys =
                [
                    ("Logging:LogLevel:Default", "Trace"),
                    ("Logging:LogLevel:Yarp", "Trace"),
                    ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
                    ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
                    ("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", "Trace"),
                ],
            }
        );
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.Headers["X-Planner-Build"] = "\u001b[31m" + Forged;
            return context.AnswerJsonAsync(Plans.Of(JsonEncodedText.Encode(Nasty).ToString()));
        };

        foreach (var request in Requests())
            await RawAgent.ExchangeAsync(bed.Sidecar.Address, request);
        var answer = await bed.Guard.RollbackAsync($$"""{"reason":"{{JsonEncodedText.Encode("\u202e" + Forged + "\u2028" + Forged)}}"}""");
        var refused = await bed.Guard.RollbackAsync($$"""{"reason":"{{JsonEncodedText.Encode(Nasty)}}"}""");
        bed.Sidecar.Terminate();
        await bed.Sidecar.ExitAsync();

        Assert.Equal((200, 400), (answer.Status, refused.Status));
        Assert.Contains("v2 was rolled back by ", bed.Sidecar.Log, StringComparison.Ordinal);
        Assert.Contains("\\u202e", bed.Sidecar.Log, StringComparison.Ordinal);
        foreach (var line in bed.Sidecar.Log.Split('\n'))
        {
            Assert.Matches(Entry(), line);
            Assert.False(line.StartsWith(Forged, StringComparison.Ordinal), line);
            Assert.DoesNotContain(line, IsHidden);
        }
    }

    [Fact]
    public async Task RecordAndReport_OfNastyTexts_AreWhatTheyWereAndNoMore()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Of(JsonEncodedText.Encode(Nasty).ToString()));
        bed.V2.Answer = static (context, _) =>
            context.AnswerJsonAsync(Plans.Of(JsonEncodedText.Encode("| x |\n# " + Forged + "`<b>").ToString()));

        var answers = await RawAgent.ExchangeAsync(
            bed.Sidecar.Address,
            $"N'A*S|T~Y /a%0D%0A{Uri.EscapeDataString(Forged)}%1b%5b2K%22%7d HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        );
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        var recorded = await bed.Guard.RunAsync(RunId().Match(answers).Groups[1].Value);
        var text = (await bed.Guard.TextAsync("/guard/runs")).Text;
        var report = (await bed.Guard.TextAsync("/guard/report")).Text;

        Assert.Equal([200], RawAgent.Statuses(answers));
        Assert.Equal(Nasty, (string)recorded["agent"]!);
        Assert.Equal(
            ("N'A*S|T~Y", "/a\r\n" + Forged + "\u001b[2K\"}"),
            ((string)recorded["request"]!["method"]!, (string)recorded["request"]!["path"]!)
        );
        Assert.DoesNotContain(text, static c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(text.Split('\n'), static line => line.StartsWith(Forged, StringComparison.Ordinal));
        Assert.DoesNotContain(report, static c => IsHidden(c) && c != '\n');
        Assert.DoesNotContain(
            report.Split('\n'),
            static line => line.Contains(Forged, StringComparison.Ordinal) && !line.StartsWith("| ", StringComparison.Ordinal)
        );
        // Names stand in code, where markup is none, and begin nothing of their own.
        Assert.Single(report.Split('\n'), static line => line.StartsWith("# ", StringComparison.Ordinal));
        // Parsed series by series: a forged one would be there as one of its own.
        Assert.All(metrics.Series.Keys, static series => Assert.Matches(Series(), series));
    }

    private static IEnumerable<string> Requests()
    {
        const string End = "\r\nHost: a\r\nConnection: close\r\n\r\n";
        var forged = Uri.EscapeDataString(Forged);
        yield return $"GET /a%0d%0a{forged} HTTP/1.1{End}";
        yield return $"GET /a\u001b[2K\b\u007f?x=\u001b[2K HTTP/1.1{End}";
        yield return $"GET /a?x=%0d%0a{forged} HTTP/1.1{End}";
        yield return $"GET /%E2%80%AE%E2%80%A8{forged} HTTP/1.1{End}";
        yield return $"GET /a\r{Forged} HTTP/1.1{End}";
        yield return $"GET /guard/a%0d%0a{forged} HTTP/1.1{End}";
        yield return $"GET /guard/status\u001b[2K HTTP/1.1{End}";
        yield return $"G\u001bT /a HTTP/1.1{End}";
        yield return $"GET /a HTTP/1.1\r\nContent-Type: \u001b[2K\u009b\r\nUser-Agent: \u001b]0;x\u0007{End}";
        yield return $"GET /a HTTP/1.1\r\nX\u001b: y{End}";
        yield return $"POST /a HTTP/1.1\r\nContent-Type: \u001b[2K\r\nTransfer-Encoding: chunked{End}\u001b[2K\n{Forged}\n";
        yield return $"\u001b[2K\n{Forged}\n{Forged}{End}";
        yield return $"GET /a HTTP/1.1\r\nHost: \u001b[2K{End}";
        yield return $"GET /a HTTP/1.1\r\nUpgrade: \u001b[2K\r\nExpect: \u001b[2K\r\nCookie: \u001b[2K=\u001b[2K\r\ntraceparent: \u001b[2K{End}";
    }

    private static bool IsHidden(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit): [\w.]+\[-?\d+\] ")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^[a-z_]+(\{.*\})?$")]
    private static partial Regex Series();

    [GeneratedRegex("X-Planner-Run-Id: (\\S+)")]
    private static partial Regex RunId();
}
