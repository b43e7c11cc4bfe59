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

    /// <summary>Whether the kill file is there now.</summary>
    public static bool Exists(SidecarOptions options) => options.Guard.KillFile is { Length: > 0 } path && File.Exists(path);

    /// <summary>Looks once.</summary>
    internal async Task LookAsync()
    {
        var done = await controller.SetKillFileAsync(Exists(options.Current));
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
}
