namespace Shadow.Runs;

/// <summary>The names of the headers and trailers in which planners report.</summary>
/// <param name="CostCents">Cost in cents.</param>
/// <param name="Quality">Quality, 0 to 100.</param>
/// <param name="Build">The planner's build.</param>
public sealed record SignalHeaders(string CostCents, string Quality, string Build);
