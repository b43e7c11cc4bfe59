using Shadow.Runs;
using Sidecar.Demo.Planners;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class DemoObjectivesTests
{
    [Fact]
    public void All_Objectives_AreManyAndDistinct()
    {
        Assert.True(DemoObjectives.All.Count >= 60);
        Assert.Equal(DemoObjectives.All.Count, DemoObjectives.All.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void All_BothPlanners_DisagreeOnSomeNotMost()
    {
        var share = 1.0 * ObjectiveTruth.All.Count(truth => truth.Changed) / ObjectiveTruth.All.Count;
        Assert.InRange(share, 0.10, 0.40);
        Assert.Contains(new AgentPair("inbox_triage", "inbox_priority"), Disagreeing());
        Assert.Contains(new AgentPair("knowledge_update", "knowledge_validate"), Disagreeing());
        Assert.Contains(Disagreeing(), agents => agents.V1 == agents.V2);
    }

    [Fact]
    public void All_EveryAgentOfV1_IsAskedFor()
    {
        var chosen = ObjectiveTruth.All.Select(truth => truth.Agents.V1).ToHashSet();
        Assert.Superset(PlanRules.V1.Select(rule => rule.Agent).ToHashSet(), chosen);
    }

    [Fact]
    public void Plan_SameToolsInAnotherOrder_IsNoDisagreement()
    {
        const string Objective = "Book the small room for the interview on the 14th";
        var (v1, v2) = (new PlanClassifier(Planner.V1).Plan(Objective), new PlanClassifier(Planner.V2).Plan(Objective));
        Assert.NotEqual(v1.Tools, v2.Tools);
        Assert.False(v1.DiffersFrom(v2));
    }

    [Fact]
    public void Plan_NoWordKnown_TriagesWithLittleConfidence()
    {
        var plan = new PlanClassifier(Planner.V2).Plan("— 42 —");
        Assert.Equal("inbox_triage", plan.Agent);
        Assert.Equal(0.3, plan.Confidence);
    }

    private static IEnumerable<AgentPair> Disagreeing() => ObjectiveTruth.All.Where(truth => truth.Changed).Select(truth => truth.Agents);
}
