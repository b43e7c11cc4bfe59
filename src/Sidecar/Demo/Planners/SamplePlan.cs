namespace Sidecar.Demo.Planners;

/// <summary>What a sample planner decides.</summary>
internal sealed record SamplePlan(
    string Agent,
    IReadOnlyList<string> Steps,
    IReadOnlyList<string> Tools,
    bool DryRun,
    string Objective,
    double Confidence
)
{
    /// <summary>True where an honest comparison finds another decision: the order of steps counts, that of tools does not.</summary>
    public bool DiffersFrom(SamplePlan other) =>
        Agent != other.Agent
        || DryRun != other.DryRun
        || !Steps.SequenceEqual(other.Steps)
        || !Tools.Order(StringComparer.Ordinal).SequenceEqual(other.Tools.Order(StringComparer.Ordinal));
}
