namespace Sidecar.Guard;

/// <summary>
/// After the last run was written. A store that went meanwhile, and is a new one now, has runs but no settings: a restart would begin with
/// those of a first start.
/// </summary>
internal sealed class SettingsEnd(SettingsKeeper keeper, GuardController controller, ILogger<SettingsEnd> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await keeper.LookLastAsync(cancellationToken);
        await controller.FlushAsync(cancellationToken);
        if (controller.Waiting)
            Log.SettingsLost(logger, controller.Current.Version, controller.Current.EffectivePct);
    }
}
