using Shadow.Mirroring;

namespace Sidecar.Routing;

/// <summary>Runs the sweep of deadlines.</summary>
internal sealed class DeadlineService(DeadlineSweep sweep, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DeadlineSweep.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            sweep.Sweep();
    }
}
