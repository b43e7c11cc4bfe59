using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Rig;

/// <summary>The sidecar that is measured: a process of its own, in a folder of its own with its yarp.json, on a port of the system's choice.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const string Listens = "The sidecar listens on ";

    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _began = TimeProvider.System.GetTimestamp();

    private SidecarProcess(string program, string folder)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(program), ["--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["GUARD_TOKEN"] = Token;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The operators' token.</summary>
    public string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>How long it took until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it said of the evidence that it read back.</summary>
    public string? EvidenceRead { get; private set; }

    /// <summary>Starts a sidecar between two planners and waits until it is ready.</summary>
    /// <param name="program">Its binary.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="v1">Address of v1.</param>
    /// <param name="v2">Address of v2.</param>
    /// <param name="storage">The section <c>Storage</c>; null: the defaults.</param>
    public static async Task<SidecarProcess> StartAsync(string program, string folder, string v1, string v2, JsonObject? storage = null)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "yarp.json"), YarpJson.Of(v1, v2, storage));
        var sidecar = new SidecarProcess(program, folder);
        try
        {
            var ended = sidecar._process.WaitForExitAsync();
            if (await Task.WhenAny(sidecar._listening.Task, ended).WaitAsync(StartWithin) == ended)
                throw new InvalidOperationException(
                    $"The sidecar ended with {sidecar._process.ExitCode} before it listened; it said why above"
                );
            sidecar.Address = new Uri(await sidecar._listening.Task);
            using var client = new HttpClient();
            using var ready = await client.GetAsync(new Uri(sidecar.Address, "/guard/health/ready"));
            ready.EnsureSuccessStatusCode();
            sidecar.ReadyAfter = TimeProvider.System.GetElapsedTime(sidecar._began);
            return sidecar;
        }
        catch
        {
            await sidecar.DisposeAsync();
            throw;
        }
    }

    /// <summary>A figure of <c>/proc/PID/status</c> in MB: <c>VmRSS</c> memory now, <c>VmHWM</c> the most there ever was.</summary>
    public double MegaBytes(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], null) * 1024 / 1e6;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, Sigterm);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopWithin);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        if (line.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var at)
            _listening.TrySetResult(line[(at + Listens.Length)..].Split(',', ' ')[0]);
        else if (line.Contains("were read back as evidence", StringComparison.Ordinal))
            EvidenceRead = line[(line.LastIndexOf(']') + 2)..];
        else if (line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal))
            Console.Error.WriteLine(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
