using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Hosting;

/// <summary>
/// Ready once everything is started; no longer ready as soon as the end is asked for, and <c>Shutdown:DelaySeconds</c> before the listener
/// closes, so that whoever sends traffic has seen it.
/// </summary>
internal sealed class Shutdown(HealthState health, LiveOptions live, TimeProvider time) : IHostedLifecycleService
{
    // Every accepted request is answered within this; then comes the drain of runs and writer.
    private static readonly TimeSpan Requests = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(15);

    /// <summary>How long the whole end may take.</summary>
    public static TimeSpan Bound(ShutdownOptions options) => TimeSpan.FromSeconds(options.DelaySeconds) + Requests + Drain;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        health.Ready = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Ready = false;
        var delay = TimeSpan.FromSeconds(live.Current.Shutdown.DelaySeconds);
        return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, time, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
