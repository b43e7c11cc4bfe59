using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>
/// Between the listener's end and the last write: shadows that are still under way get a moment to end, then they are ended, and every run
/// is finished before the writer is asked to stop.
/// </summary>
internal sealed class RunDrain(RunRegistry registry, TimeProvider time, ILogger<RunDrain> logger) : IHostedService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var empty = registry.WhenEmpty();
        if (await EndsAsync(empty, cancellationToken))
            return;
        Log.ShadowsCut(logger, registry.Count);
        foreach (var run in registry.Open)
            _ = run.Shadow?.Cancellation.CancelAsync();
        await EndsAsync(empty, cancellationToken);
    }

    private async Task<bool> EndsAsync(Task empty, CancellationToken cancellationToken)
    {
        try
        {
            await empty.WaitAsync(Grace, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
