using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>Everything that the live view shows at one moment.</summary>
internal sealed record StoryFrame
{
    /// <summary>Where the sidecar listens.</summary>
    public required Uri Sidecar { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<StepLine> Steps { get; init; }

    /// <summary>The step under way; the number of steps once all have ended.</summary>
    public int Current { get; init; }

    /// <summary>What the step under way does.</summary>
    public string What { get; init; } = "";

    /// <summary>How far its traffic is; null while it has none.</summary>
    public TrafficProgress? Progress { get; init; }

    /// <summary>What happened last, while it is worth showing.</summary>
    public StoryNews? News { get; init; }

    /// <summary>The step in which that happened.</summary>
    public int NewsStep { get; init; }

    /// <summary>What the steps left to be read at the end.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The figures; null before the first were read.</summary>
    public LiveFigures? Figures { get; init; }

    /// <summary>Since the story began.</summary>
    public TimeSpan Elapsed { get; init; }
}
