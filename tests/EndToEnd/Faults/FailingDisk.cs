using System.Diagnostics;
using System.Globalization;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Faults;

/// <summary>
/// A disk that fails on command, for what cannot be had otherwise: a file system turns read-only, or breaks, while files on it are open. A
/// small library between the sidecar and the system answers the sidecar's writes to its data folder with an error.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    public const int InputOutput = 5;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;

    private readonly TemporaryFolder _folder = new();

    private string Switch => _folder.File("switch");

    private string Library => _folder.File("failing-disk.so");

    /// <summary>Compiles the library, which takes a moment.</summary>
    public static async Task<FailingDisk> BuildAsync()
    {
        var disk = new FailingDisk();
        var source = Path.Combine(AppContext.BaseDirectory, "Faults", "failing-disk.c");
        using var compiler = Process.Start(Compiler(), ["-shared", "-fPIC", "-O1", "-o", disk.Library, source]);
        await compiler.WaitForExitAsync();
        Assert.True(compiler.ExitCode == 0, $"{source} does not compile");
        return disk;
    }

    /// <summary>The settings of a sidecar whose data folder is on it.</summary>
    public SidecarSettings Under(SidecarSettings settings) =>
        settings with
        {
            Environment = new Dictionary<string, string>(settings.Environment)
            {
                ["LD_PRELOAD"] = Library,
                ["FAILING_DISK_SWITCH"] = Switch,
                ["FAILING_DISK_FOLDER"] = Path.Combine(settings.Folder!, "data"),
            },
        };

    /// <summary>Writes fail with this error number from now on.</summary>
    public void Fail(int error) => File.WriteAllText(Switch, error.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes succeed again.</summary>
    public void Mend() => File.Delete(Switch);

    public void Dispose() => _folder.Dispose();

    private static string Compiler() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .SelectMany(static folder => new[] { "gcc", "clang", "cc" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("There is no C compiler: install the package 'clang' (Debian, Ubuntu: apt-get install clang)");
}
