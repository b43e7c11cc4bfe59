namespace Shadow.Decisions;

/// <summary>Where an answer holds its decision: <c>Planner:Decision</c>. Each is a JSON Pointer (RFC 6901).</summary>
public sealed record DecisionOptions
{
    /// <summary>The chosen agent, a string. Default <c>/agent</c>.</summary>
    public JsonPointer Agent { get; init; } = JsonPointer.Parse("/agent");

    /// <summary>The steps, an array of strings or objects. Default <c>/steps</c>.</summary>
    public JsonPointer Steps { get; init; } = JsonPointer.Parse("/steps");

    /// <summary>The tools, an array of strings or objects. Default <c>/tools</c>.</summary>
    public JsonPointer Tools { get; init; } = JsonPointer.Parse("/tools");

    /// <summary>Whether the plan is a dry run, a boolean. Default <c>/dry_run</c>.</summary>
    public JsonPointer DryRun { get; init; } = JsonPointer.Parse("/dry_run");

    /// <summary>The objective or its type, for grouping in reports. Default none.</summary>
    public JsonPointer? Objective { get; init; }
}
