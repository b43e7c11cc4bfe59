using Sidecar.Configuration;

namespace Sidecar.Guard;

/// <summary>
/// Looks for the kill file. It polls: notifications do not come from every file system that a fleet shares, and a look costs microseconds.
/// </summary>
internal sealed class KillFileWatcher(GuardController controller, LiveOptions options, TimeProvider time, ILogger<KillFileWatcher> logger)
    : BackgroundService
{
    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private bool _refused;
    private bool _hidden;

    /// <summary>Whether the kill file is to hold the switch now: it is there, or it did hold it and is not known to be gone.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="held">Whether it holds the switch.</param>
    /// <param name="hidden">True where it cannot be looked for.</param>
    public static bool Holds(SidecarOptions options, bool held, out bool hidden)
    {
        hidden = false;
        if (options.Guard.KillFile is not { Length: > 0 } path)
            return false;
        if (File.Exists(path))
            return true;
        hidden = held && !IsGone(path);
        return hidden;
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync()
    {
        var holds = Holds(options.Current, controller.Current.KillFile, out var hidden);
        if (hidden && !_hidden)
            Log.KillFileHidden(logger, options.Current.Guard.KillFile!);
        _hidden = hidden;
        var done = await controller.SetKillFileAsync(holds);
        if (!done && !_refused)
            Log.KillFileHeld(logger);
        _refused = !done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    // Of a share that is away for a moment, or a folder that may not be searched, the framework says that there is no such file.
    private static bool IsGone(string path)
    {
        try
        {
            return File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
