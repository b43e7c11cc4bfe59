namespace Sidecar.Demo.Story;

/// <summary>One step of the story: it does something to the sidecar and checks that what it tells really happened.</summary>
internal interface IStoryStep
{
    /// <summary>A few words, for the list of steps.</summary>
    string Title { get; }

    /// <summary>What is done, in a sentence or two.</summary>
    string What { get; }

    /// <summary>Does it and checks it. Whatever the sidecar refuses is thrown, and fails the step.</summary>
    Task<StepResult> RunAsync(StoryContext story, CancellationToken ct);
}
