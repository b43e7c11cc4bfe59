using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>Shows the story to a person while it is told.</summary>
internal interface IStoryScreen
{
    /// <summary>Shows what happens until the story's task ends; answers its result.</summary>
    Task<StoryResult> ShowAsync(Func<Task<StoryResult>> story, CancellationToken ct);

    /// <summary>A step begins.</summary>
    void StepBegan(int step);

    /// <summary>An answer came.</summary>
    void Progressed(TrafficProgress progress);

    /// <summary>Something happened within the step.</summary>
    void Announced(StoryNews news);

    /// <summary>The figures changed.</summary>
    void Show(LiveFigures figures);

    /// <summary>A step ended, with the figures then, where they could be read.</summary>
    void StepEnded(int step, StepResult result, LiveFigures? figures);
}
