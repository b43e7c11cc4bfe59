using Sidecar.Demo.Reading;
using Sidecar.Demo.Screens;

namespace Sidecar.Demo.Story;

/// <summary>Tells the steps one after another and says how each ended.</summary>
internal sealed class DemoStory(IReadOnlyList<IStoryStep> steps, IStoryScreen screen)
{
    /// <summary>
    /// Tells the story. A check that does not hold does not end it; a step that cannot be carried out does, since the next ones build on
    /// it.
    /// </summary>
    public async Task<StoryResult> TellAsync(StoryContext context, CancellationToken ct)
    {
        var began = context.Time.GetTimestamp();
        var results = new List<StepResult>();
        for (var i = 0; i < steps.Count; i++)
        {
            screen.StepBegan(i);
            var (result, broken) = await RunAsync(steps[i], context, ct);
            results.Add(result);
            screen.StepEnded(i, result, broken ? null : await FiguresAsync(context, ct));
            if (broken)
                break;
        }
        return new StoryResult(results, steps.Count, context.Time.GetElapsedTime(began));
    }

    private static async Task<(StepResult Result, bool Broken)> RunAsync(IStoryStep step, StoryContext context, CancellationToken ct)
    {
        try
        {
            return (await step.RunAsync(context, ct), false);
        }
        catch (Exception e) when (Unreadable.Is(e) && !ct.IsCancellationRequested)
        {
            return (StepResult.Broken(e), true);
        }
    }

    private static async Task<LiveFigures?> FiguresAsync(StoryContext context, CancellationToken ct)
    {
        try
        {
            return await LiveFigures.ReadAsync(context.Guard, ct);
        }
        catch (Exception e) when (Unreadable.Is(e) && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
