using Shadow.Runs;

namespace Sidecar.Demo.Planners;

/// <summary>What a sample planner reports of a plan, in the range that such planners show.</summary>
/// <param name="CostCents">Cents.</param>
/// <param name="Quality">Points, 0 to 100, as an evaluation would judge the plan.</param>
internal readonly record struct PlanSignals(double CostCents, double Quality)
{
    /// <summary>The signals of a plan: the same for the same plan and tuning.</summary>
    public static PlanSignals Of(SamplePlan plan, Planner planner, PlannerTuning tuning)
    {
        var cost = 0.55 + (0.14 * plan.Steps.Count) + (0.06 * plan.Tools.Count);
        var quality = 90 + (4 * plan.Confidence);
        if (planner == Planner.V2)
            (cost, quality) = (cost * 1.08, quality + 0.4);
        // A judge is not exact: up to 3 points either way, by the objective's words.
        quality += (SteadyNoise.Of(plan.Objective, (int)planner) * 6) - 3;
        return new PlanSignals(Math.Round(cost * tuning.CostFactor, 3), Math.Round(Math.Clamp(quality - tuning.QualityDrop, 0, 100), 1));
    }
}
