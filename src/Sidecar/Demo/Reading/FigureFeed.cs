namespace Sidecar.Demo.Reading;

/// <summary>Reads the figures again and again while the story is told.</summary>
internal sealed class FigureFeed(GuardClient guard, TimeProvider time, Action<LiveFigures> show)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until cancelled; never throws.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await ReadOnceAsync(ct);
                await Task.Delay(Every, time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The story is over.
        }
    }

    private async Task ReadOnceAsync(CancellationToken ct)
    {
        try
        {
            show(await LiveFigures.ReadAsync(guard, ct));
        }
        catch (Exception e) when (Unreadable.Is(e) && !ct.IsCancellationRequested)
        {
            // Figures are for looking at only: what is wrong is said by the step that needs an answer.
        }
    }
}
