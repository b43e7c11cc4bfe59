using Shadow.Runs;

namespace Sidecar.Demo.Planners;

/// <summary>Finds the plan for an objective: the rule that fits best. The same objective always gets the same plan.</summary>
internal sealed class PlanClassifier(Planner planner)
{
    private const string Fallback = "inbox_triage";

    private readonly IReadOnlyList<PlanRule> _rules = PlanRules.Of(planner);

    /// <summary>The plan for an objective; without any word that is known, the inbox is triaged with little confidence.</summary>
    public SamplePlan Plan(string objective)
    {
        var words = Words(objective);
        PlanRule? best = null;
        var (bestScore, allScores) = (0, 0);
        foreach (var rule in _rules)
        {
            var score = rule.Score(words);
            allScores += score;
            if (score > bestScore)
                (best, bestScore) = (rule, score);
        }
        best ??= _rules.First(rule => rule.Agent == Fallback);
        var confidence = allScores == 0 ? 0.3 : Math.Round(0.5 + (0.49 * bestScore / allScores), 2);
        return new SamplePlan(best.Agent, best.Steps, best.Tools, best.DryRun, objective, confidence);
    }

    private static List<string> Words(string objective)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= objective.Length; i++)
        {
            if (i < objective.Length && char.IsLetter(objective[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0)
                words.Add(objective[start..i].ToLowerInvariant());
            start = -1;
        }
        return words;
    }
}
