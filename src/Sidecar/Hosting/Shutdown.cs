using Microsoft.Extensions.Options;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Hosting;

/// <summary>
/// Ready once everything is started; no longer ready as soon as the end is asked for, and <c>Shutdown:DelaySeconds</c> before the listener
/// closes, so that whoever sends traffic has seen it.
/// </summary>
internal sealed class Shutdown(HealthState health, LiveOptions live, IOptions<HostOptions> host, TimeProvider time)
    : IHostedLifecycleService
{
    // After the server: runs end, the writer and the guard write what waits.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SetBound(live.Current);
        live.Changed += SetBound;
        return Task.CompletedTask;
    }

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

    // The host reads it when it stops, so a delay that was raised meanwhile takes nothing from the rest.
    private void SetBound(SidecarOptions options) =>
        host.Value.ShutdownTimeout = TimeSpan.FromSeconds(options.Shutdown.DelaySeconds) + BoundedServer.Bound + Drain;
}
