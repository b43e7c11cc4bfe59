using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Faults;

/// <summary>The time of day of a sidecar alone, set by a test: libfaketime between it and the system. Timers and ages go on as they are.</summary>
internal sealed class SteppedClock : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SteppedClock() => Set("+0");

    private string Setting => _folder.File("time");

    /// <summary>The settings of a sidecar that goes by it.</summary>
    public SidecarSettings Under(SidecarSettings settings) =>
        settings with
        {
            Environment = new Dictionary<string, string>(settings.Environment)
            {
                ["LD_PRELOAD"] = Library(),
                ["FAKETIME_TIMESTAMP_FILE"] = Setting,
                ["FAKETIME_NO_CACHE"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
            },
        };

    /// <summary>Sets the clock so far from the system's.</summary>
    /// <param name="offset">As libfaketime reads it: <c>-3600</c> is an hour back, <c>+86400</c> a day forward.</param>
    public void Set(string offset)
    {
        // Whole or not at all: it is read with every look at the clock.
        var next = _folder.Write("next", offset + "\n");
        File.Move(next, Setting, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();

    private static string Library() =>
        new[] { "/usr/lib", "/usr/local/lib" }
            .Where(Directory.Exists)
            .SelectMany(static folder => Directory.GetDirectories(folder).Append(folder))
            .Select(static folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException(
            "libfaketime is missing: install the package 'faketime' (Debian, Ubuntu: apt-get install faketime)"
        );
}
