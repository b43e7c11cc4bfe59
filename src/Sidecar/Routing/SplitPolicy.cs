using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>How the runs of a route are split, mirrored and judged: its <c>CanarySplit</c> transform.</summary>
public sealed record SplitPolicy
{
    /// <summary>What keeps a user with a planner; null: every run is drawn by itself.</summary>
    public StickyKey? StickyKey { get; init; }

    /// <summary>Whether runs are mirrored. Default true.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Which legs are evidence. Default <see cref="JudgeMode.Plans"/>.</summary>
    public JudgeMode Judge { get; init; } = JudgeMode.Plans;
}
