using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;
using Spectre.Console;

namespace Sidecar.Demo.Screens;

/// <summary>A view on a terminal that is drawn again and again; its last frame stays.</summary>
internal sealed class LiveScreen(IAnsiConsole console, Uri sidecar, IReadOnlyList<IStoryStep> steps, TimeProvider time) : IStoryScreen
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(150);

    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private StoryFrame _frame = new() { Sidecar = sidecar, Steps = [.. steps.Select(step => new StepLine(step.Title, null, ""))] };

    /// <summary>The frame as it stands.</summary>
    public StoryFrame Frame
    {
        get
        {
            lock (_lock)
                return _frame with { Elapsed = time.GetElapsedTime(_began) };
        }
    }

    /// <inheritdoc/>
    public Task<StoryResult> ShowAsync(Func<Task<StoryResult>> story, CancellationToken ct) =>
        console
            .Live(FrameLayout.Of(Frame))
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                var told = story();
                // Only this loop draws: a live display is not safe for several threads.
                while (!told.IsCompleted)
                {
                    live.UpdateTarget(FrameLayout.Of(Frame));
                    await Task.WhenAny(told, Task.Delay(Every, time, CancellationToken.None));
                }
                live.UpdateTarget(FrameLayout.Of(Frame));
                return await told;
            });

    /// <inheritdoc/>
    public void StepBegan(int step) =>
        Change(frame =>
            frame with
            {
                Current = step,
                What = steps[step].What,
                Progress = null,
                // A person has until the end of the next step to read it.
                News = step <= frame.NewsStep + 1 ? frame.News : null,
            }
        );

    /// <inheritdoc/>
    public void Progressed(TrafficProgress progress) => Change(frame => frame with { Progress = progress });

    /// <inheritdoc/>
    public void Announced(StoryNews news) => Change(frame => frame with { News = news, NewsStep = frame.Current });

    /// <inheritdoc/>
    public void Show(LiveFigures figures) => Change(frame => frame with { Figures = figures });

    /// <inheritdoc/>
    public void StepEnded(int step, StepResult result, LiveFigures? figures) =>
        Change(frame =>
            frame with
            {
                Steps = [.. frame.Steps.Select((line, i) => i == step ? line with { Held = result.Held, Seen = result.Seen } : line)],
                Current = step + 1,
                Figures = figures ?? frame.Figures,
                Lines = [.. frame.Lines, .. result.Lines],
            }
        );

    private void Change(Func<StoryFrame, StoryFrame> change)
    {
        lock (_lock)
            _frame = change(_frame);
    }
}
