using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>
/// Looks after the store once a second. Where it was gone, and is a new one now, the settings in force are written into it: a restart would
/// otherwise begin with those of a first start, and a kill switch would be off.
/// </summary>
internal sealed class SettingsKeeper(ISettingsStore store, GuardController controller, TimeProvider time) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private int _losses;

    /// <summary>Looks for the last time; what it writes, the guard waits for.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LookLastAsync(cancellationToken);
    }

    /// <summary>Looks, unless the time of the end is over.</summary>
    internal async Task LookLastAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What was in force is lost with the process.
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var losses = await store.LookAsync(cancellationToken);
        if (losses == _losses)
            return;
        _losses = losses;
        controller.StoreAgain();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
