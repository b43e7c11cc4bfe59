using Sidecar.Demo.Reading;
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

    /// <summary>How far its traffic is.</summary>
    public TrafficProgress Progress { get; init; }

    /// <summary>The figures; null before the first were read.</summary>
    public LiveFigures? Figures { get; init; }

    /// <summary>Since the story began.</summary>
    public TimeSpan Elapsed { get; init; }
}
