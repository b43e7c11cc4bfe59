using Sidecar.Demo.Planners;
using Sidecar.Demo.Reading;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo;

/// <summary><c>sidecar demo</c>: starts everything, tells the story, and keeps serving unless it is told once only.</summary>
internal sealed class DemoRunner(IDemoHost host, TimeProvider time)
{
    private const int DefaultPort = 8000;
    private const int Failed = 1;
    private const int Interrupted = 130;

    /// <summary>Where the story is told. Default: the standard output.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>True where that is a terminal.</summary>
    public bool Terminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>How big the story is.</summary>
    public StoryScale Scale { get; init; } = new();

    /// <summary>
    /// Runs the demo. The token is Ctrl+C. Answers the exit code: 0 where every check held, 1 where one did not or the demo could not
    /// start, 130 where it was interrupted before the story's end.
    /// </summary>
    public async Task<int> RunAsync(DemoOptions options, CancellationToken ct)
    {
        await using var stage = new DemoStage(Output);
        IDemoSidecar sidecar;
        try
        {
            sidecar = await stage.StartAsync(host, time, options.Port ?? DefaultPort, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            await Output.WriteLineAsync($"The demo could not start: {e.Message}");
            return Failed;
        }
        catch (Exception)
        {
            return Interrupted;
        }
        return await TellAsync(sidecar, stage.V2, options, ct);
    }

    private async Task<int> TellAsync(IDemoSidecar sidecar, SamplePlanner v2, DemoOptions options, CancellationToken ct)
    {
        var steps = StorySteps.Of(Scale);
        var screen = StoryScreens.For(Output, Terminal, options.Plain, sidecar.Address, steps, time);
        using var guard = new GuardClient(sidecar.Address, sidecar.Token);
        using var traffic = new DemoTraffic(sidecar.Address, time, Scale.Concurrency);
        var story = new StoryContext
        {
            Guard = guard,
            Traffic = traffic,
            Scale = Scale,
            Time = time,
            TuneV2 = tuning => v2.Tuning = tuning,
            Progressed = screen.Progressed,
            Announced = screen.Announced,
        };
        if (screen is PlainScreen)
            await Output.WriteLineAsync($"CanarySidecar demo: two sample planners behind {sidecar.Address}");
        StoryResult result;
        try
        {
            result = await screen.ShowAsync(() => TellAsync(new DemoStory(steps, screen), story, screen, ct), ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            await Output.WriteLineAsync("Interrupted: stopping what the demo started.");
            return Interrupted;
        }
        foreach (var line in ClosingText.Verdict(result))
            await Output.WriteLineAsync(line);
        if (!options.Once)
            await new DemoServing(sidecar, story, Output).ServeAsync(ct);
        return result.Held ? 0 : Failed;
    }

    private static async Task<StoryResult> TellAsync(DemoStory told, StoryContext story, IStoryScreen screen, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var feed = new FigureFeed(story.Guard, story.Time, screen.Show).RunAsync(over.Token);
        try
        {
            return await told.TellAsync(story, ct);
        }
        finally
        {
            await over.CancelAsync();
            await feed;
        }
    }
}
