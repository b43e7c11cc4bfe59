namespace Shadow.Decisions;

/// <summary>Where a body holds a planner's signals, for planners that cannot set headers: <c>Planner:Signals</c>. None by default.</summary>
public sealed record SignalOptions
{
    /// <summary>What the run cost, in cents.</summary>
    public JsonPointer? CostCents { get; init; }

    /// <summary>The quality of the answer, 0 to 100.</summary>
    public JsonPointer? Quality { get; init; }

    /// <summary>The planner's build.</summary>
    public JsonPointer? Build { get; init; }

    /// <summary>True when any of the three is set.</summary>
    public bool Any => CostCents is not null || Quality is not null || Build is not null;
}
