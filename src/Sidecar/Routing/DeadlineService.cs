using Shadow.Mirroring;

namespace Sidecar.Routing;

/// <summary>Runs the sweep of deadlines.</summary>
internal sealed class DeadlineService(DeadlineSweep sweep, TimeProvider time, ILogger<DeadlineService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DeadlineSweep.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sweep();
        }
        catch (OperationCanceledException)
        {
            // The end of the sidecar is no failure.
        }
    }

    // One that fails must not be the last: without it nothing that hangs would ever end.
    private void Sweep()
    {
        try
        {
            sweep.Sweep();
        }
        catch (Exception exception)
        {
            Log.SweepFailed(logger, exception);
        }
    }
}
