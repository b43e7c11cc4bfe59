using Sidecar.Demo.Reading;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;

namespace Sidecar.Demo;

/// <summary>After the story: the sidecar keeps serving, with a run now and then, for a person to try things on.</summary>
internal sealed class DemoServing(IDemoSidecar sidecar, StoryContext story, TextWriter output)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Serves until cancelled.</summary>
    public async Task ServeAsync(CancellationToken ct)
    {
        try
        {
            // The story ended with the switch on: without v2 there would be nothing to see or to kill.
            await ReopenAsync(ct);
            foreach (var line in ClosingText.Serving(sidecar))
                await output.WriteLineAsync(line);
            while (true)
            {
                await story.Traffic.SendAsync(1, null, ct);
                await Task.Delay(Every, story.Time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopping.");
        }
    }

    private async Task ReopenAsync(CancellationToken ct)
    {
        // A story that broke off may have left v2 worse.
        story.TuneV2(Worsening.Wrong.Mended);
        try
        {
            await story.Guard.PutConfigAsync(new ConfigWish("the demo goes on after its story", 20, false), ct);
        }
        catch (Exception e) when (Unreadable.Is(e) && !ct.IsCancellationRequested)
        {
            await output.WriteLineAsync($"The canary could not be opened again: {e.Message}");
        }
    }
}
