using Shadow.Runs;

namespace Sidecar.Storage;

/// <summary>Which runs to read. Every filter that is set must hold.</summary>
public sealed record RunQuery
{
    /// <summary>The planner that answered.</summary>
    public Planner? Selected { get; init; }

    /// <summary>True: compared runs whose decisions differ; false: compared runs whose decisions are the same.</summary>
    public bool? Changed { get; init; }

    /// <summary>The agent that the answer chose.</summary>
    public string? Agent { get; init; }

    /// <summary>The trace id.</summary>
    public string? TraceId { get; init; }

    /// <summary>Began at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Began before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Runs a page at the most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The cursor: only runs before this one in the order of the list.</summary>
    public Guid? Before { get; init; }
}
