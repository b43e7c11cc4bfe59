using Shadow.Runs;
using Sidecar.Demo.Planners;

namespace Sidecar.Demo.Traffic;

/// <summary>What the two healthy planners decide on an objective, known ahead of the sidecar: what it finds is held against this.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Agents">The agents of v1's and v2's plan.</param>
/// <param name="Changed">True where the decisions differ.</param>
internal sealed record ObjectiveTruth(string Objective, AgentPair Agents, bool Changed)
{
    private static readonly PlanClassifier V1 = new(Planner.V1);
    private static readonly PlanClassifier V2 = new(Planner.V2);

    /// <summary>The request body that asks for it.</summary>
    public ReadOnlyMemory<byte> Body { get; } = PlanJson.Write("objective", Objective);

    /// <summary>The truth about every objective of the demo.</summary>
    public static IReadOnlyList<ObjectiveTruth> All { get; } = [.. DemoObjectives.All.Select(Of)];

    /// <summary>The truth about an objective.</summary>
    public static ObjectiveTruth Of(string objective)
    {
        var (v1, v2) = (V1.Plan(objective), V2.Plan(objective));
        return new ObjectiveTruth(objective, new AgentPair(v1.Agent, v2.Agent), v1.DiffersFrom(v2));
    }
}
