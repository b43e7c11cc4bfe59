using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

/// <summary>A step with a title, and with a result or a fault when it is run.</summary>
internal sealed class FakeStep(string title, string what, StepResult? result = null) : IStoryStep
{
    public string Title => title;

    public string What => what;

    public Task<StepResult> RunAsync(StoryContext story, CancellationToken ct) =>
        result is null ? throw new HttpRequestException("Connection refused") : Task.FromResult(result);
}
