namespace Sidecar.Configuration;

/// <summary>Hands every change of the file to <see cref="ConfigurationReload"/>, one after the other, while the sidecar runs.</summary>
internal sealed class ConfigurationReloadLoop(StartedConfiguration started, YarpJsonWatch watch, ConfigurationReload reload)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var reading in watch.ChangesAsync(started.Reading, stoppingToken))
            reload.Consider(reading);
    }
}
