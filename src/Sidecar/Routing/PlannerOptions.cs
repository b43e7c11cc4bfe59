using Shadow.Decisions;

namespace Sidecar.Routing;

/// <summary>How planners are spoken to and read: the section <c>Planner</c>.</summary>
public sealed record PlannerOptions
{
    /// <summary>Seconds to wait for the headers of an answer, above 0 to 3,600. Default 30.</summary>
    public double FirstByteSeconds { get; init; } = 30;

    /// <summary>Where an answer holds its decision.</summary>
    public DecisionOptions Decision { get; init; } = new();

    /// <summary>Where a body holds its signals.</summary>
    public SignalOptions Signals { get; init; } = new();

    /// <summary>The names of the headers that planners answer with.</summary>
    public SignalHeaderOptions Headers { get; init; } = new();
}
