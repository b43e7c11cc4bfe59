using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Testing;

namespace EndToEnd.Harness;

/// <summary>A sidecar as a process of its own, in a folder of its own, on a port of the system's choice.</summary>
internal sealed partial class SidecarProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly TemporaryFolder? _own;
    private readonly ProcessLog _log = new();

    private SidecarProcess(SidecarSettings settings)
    {
        if (settings.Folder is null)
            _own = new TemporaryFolder();
        Folder = settings.Folder ?? _own!.Path;
        var yarp = settings.ToYarpJson();
        if (yarp.Length > 0)
            File.WriteAllText(Path.Combine(Folder, "yarp.json"), yarp);
        _process = new Process { StartInfo = StartInfo(settings) };
        _process.OutputDataReceived += (_, line) => _log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _log.AddError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its working folder: yarp.json, and data/ with store and token.</summary>
    public string Folder { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Where it listens; the first address where there are several.</summary>
    public Uri Address => Addresses[0];

    /// <summary>Every address it listens on.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <summary>Where it answers /guard, found by asking every address.</summary>
    public Uri Guards { get; private set; } = null!;

    /// <summary>What it wrote to its standard output so far.</summary>
    public string Log => _log.Output;

    /// <summary>What it wrote to its standard error so far.</summary>
    public string ErrorLog => _log.Error;

    /// <summary>The operators' token that it made for itself.</summary>
    public string Token => File.ReadAllText(Path.Combine(Folder, "data", "guard.token")).Trim();

    /// <summary>Starts a sidecar and waits until it takes traffic.</summary>
    public static async Task<SidecarProcess> StartAsync(SidecarSettings settings)
    {
        var sidecar = new SidecarProcess(settings);
        try
        {
            await sidecar.ListeningAsync();
            return sidecar;
        }
        catch
        {
            await sidecar.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a sidecar and waits for nothing.</summary>
    public static SidecarProcess Begin(SidecarSettings settings) => new(settings);

    /// <summary>Starts a sidecar that is expected to end by itself, and waits for that; no longer than the usual patience unless told so.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunToEndAsync(SidecarSettings settings, TimeSpan? patience = null)
    {
        await using var sidecar = new SidecarProcess(settings);
        var exitCode = await sidecar.ExitAsync(patience);
        return (exitCode, sidecar.Log, sidecar.ErrorLog);
    }

    /// <summary>Waits for a line that holds a text.</summary>
    public Task SaysAsync(string text) => _log.FirstAsync(text);

    /// <summary>Asks it to end: SIGTERM.</summary>
    public void Terminate()
    {
        if (SendSignal(Id, Sigterm) != 0)
            Assert.Fail($"SIGTERM could not be sent to {Id}{Story()}");
    }

    /// <summary>Ends it at once: SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end; answers the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        var most = patience ?? Patience.Limit;
        using var limit = new CancellationTokenSource(most);
        try
        {
            // Waits for the last line of both outputs, too.
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The sidecar did not end within {most.TotalSeconds} s{Story()}");
        }

        return _process.ExitCode;
    }

    /// <summary>A figure of <c>/proc/PID/status</c> in bytes: <c>VmRSS</c> memory now, <c>VmHWM</c> the most there ever was.</summary>
    public long Memory(string name)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _own?.Dispose();
    }

    private async Task ListeningAsync()
    {
        var line = _log.FirstAsync("The sidecar listens on ");
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(line, ended).WaitAsync(Patience.Limit);
        if (first == ended || !line.IsCompletedSuccessfully)
            Assert.Fail($"The sidecar ended with {_process.ExitCode} before it listened{Story()}");
        Addresses = [.. Urls().Matches(await line).Select(static match => new Uri(match.Value))];
        Guards = await ReadyAsync() ?? throw new InvalidOperationException($"None of its addresses is ready{Story()}");
    }

    private async Task<Uri?> ReadyAsync()
    {
        using var client = new HttpClient { Timeout = Patience.Limit };
        foreach (var address in Addresses)
        {
            using var answer = await client.GetAsync(new Uri(address, "/guard/health/ready"));
            if (answer.IsSuccessStatusCode)
                return address;
        }

        return null;
    }

    private ProcessStartInfo StartInfo(SidecarSettings settings)
    {
        string[] words = [.. settings.Launcher, SidecarProgram.Path, .. settings.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SidecarProgram.CleanEnvironment(start);
        start.Environment["PLANNER_CANARY_PCT"] = settings.CanaryPct.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;
        return start;
    }

    private string Story() => $"\n--- output\n{Log}\n--- error\n{ErrorLog}";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    [GeneratedRegex("https?://[^ ,]+")]
    private static partial Regex Urls();
}
