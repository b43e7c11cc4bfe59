namespace Sidecar.Demo.Planners;

/// <summary>
/// A host without signals of its own: on Ctrl+C the planners must outlive the sidecar that asks them, so only the demo stops them.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
