using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Runbook;

/// <summary>
/// A shell that an operator has open in the sidecar's folder: variables and functions stay from step to step, and with
/// <c>bash -euo pipefail</c> a command that fails ends it.
/// </summary>
internal sealed partial class OperatorShell : IAsyncDisposable
{
    // curl as it is, but that the head of the last answer is kept, and nobody's .curlrc or proxy has a say.
    private const string Preamble = """
        curl() { command curl -q --noproxy '*' -D "$RUNBOOK_HEAD" "$@"; }
        sidecar() { "$RUNBOOK_PROGRAM" "$@"; }
        """;

    private const string Done = "step-done";

    private readonly TemporaryFolder _files = new();
    private readonly Process _bash;
    private readonly Task<string> _complaints;

    public OperatorShell(string folder)
    {
        (Head, Printed) = (_files.File("head"), _files.File("output"));
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SidecarProgram.CleanEnvironment(start);
        start.Environment.Remove("BASH_ENV");
        start.Environment["RUNBOOK_HEAD"] = Head;
        start.Environment["RUNBOOK_OUTPUT"] = Printed;
        start.Environment["RUNBOOK_PROGRAM"] = SidecarProgram.Path;
        _bash = Process.Start(start)!;
        _complaints = _bash.StandardError.ReadToEndAsync();
        _bash.StandardInput.WriteLine(Preamble);
    }

    private string Head { get; }

    private string Printed { get; }

    /// <summary>Runs commands and waits for their end; one that fails, fails the test.</summary>
    public async Task<StepResult> RunAsync(string script)
    {
        File.Delete(Head);
        File.Delete(Printed);
        // The commands do not read what the shell is to read next.
        await _bash.StandardInput.WriteAsync($"{{\n{script}\n}} >\"$RUNBOOK_OUTPUT\" 2>&1 </dev/null\necho {Done}\n");
        await _bash.StandardInput.FlushAsync();
        var line = await _bash.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit);
        if (line != Done)
        {
            await _bash.WaitForExitAsync();
            Assert.Fail($"a command failed with exit code {_bash.ExitCode}\n--- it printed\n{Output()}\n{await _complaints}");
        }

        return new StepResult(Status(), Output());
    }

    public async ValueTask DisposeAsync()
    {
        _bash.StandardInput.Close();
        if (!_bash.HasExited)
            _bash.Kill(entireProcessTree: true);
        await _bash.WaitForExitAsync();
        _bash.Dispose();
        _files.Dispose();
    }

    private string Output() => File.Exists(Printed) ? File.ReadAllText(Printed).TrimEnd('\n') : "";

    private int? Status()
    {
        // Interim answers (100 Continue) come first.
        var lines = File.Exists(Head) ? StatusLine().Matches(File.ReadAllText(Head)) : null;
        return lines is { Count: > 0 } ? int.Parse(lines[^1].Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^HTTP/[\d.]+ (\d{3})", RegexOptions.Multiline)]
    private static partial Regex StatusLine();
}
