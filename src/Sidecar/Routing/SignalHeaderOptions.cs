namespace Sidecar.Routing;

/// <summary>The names of the headers and trailers in which planners report: <c>Planner:Headers</c>.</summary>
public sealed record SignalHeaderOptions
{
    /// <summary>What the run cost, in cents. Default <c>X-Planner-Cost-Cents</c>.</summary>
    public string CostCents { get; init; } = "X-Planner-Cost-Cents";

    /// <summary>The quality of the answer, 0 to 100. Default <c>X-Planner-Quality</c>.</summary>
    public string Quality { get; init; } = "X-Planner-Quality";

    /// <summary>The planner's build. Default <c>X-Planner-Build</c>.</summary>
    public string Build { get; init; } = "X-Planner-Build";
}
