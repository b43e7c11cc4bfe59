using Shadow.Detection;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Repeats;

/// <summary>Many passes of a scenario, each with the next seed.</summary>
/// <param name="Scenario">The scenario, with the first seed.</param>
/// <param name="Passes">What came of each.</param>
internal sealed record Repetition(Scenario Scenario, IReadOnlyList<PassOutcome> Passes)
{
    /// <summary>Passes at the most.</summary>
    public const int Most = 100_000;

    /// <summary>Passes that rolled back.</summary>
    public int RolledBack => Passes.Count(static pass => pass.RolledBack);

    /// <summary>Of them, those that did so by chance.</summary>
    public int ByChance => Passes.Count(static pass => pass.ByChance);

    /// <summary>Rollbacks by what they were on, in the order of the breach texts; one on two metrics counts for both.</summary>
    public IReadOnlyList<MetricCount> ByMetric =>
        [
            .. BreachTexts
                .Names(Judgement.Sampled | JudgedMetrics.ConsecutiveErrors)
                .Select(name => new MetricCount(name, Passes.Count(pass => BreachTexts.Names(pass.Breached).Contains(name))))
                .Where(static count => count.Passes > 0),
        ];

    /// <summary>Runs that had arrived at a rollback.</summary>
    public Distribution? Runs => Distribution.Of(Passes.Where(static pass => pass.RolledBack).Select(static pass => (long)pass.Runs));

    /// <summary>Runs on v2 that a rollback is drawn from.</summary>
    public Distribution? V2Runs => Distribution.Of(Passes.Where(static pass => pass.RolledBack).Select(static pass => (long)pass.V2Runs));

    /// <summary>Passes in which what was expected came; null where nothing was.</summary>
    public int? Held => Scenario.Expect is null ? null : Passes.Count(static pass => pass.Held == true);

    /// <summary>Runs them, as many at a time as there are processors.</summary>
    public static async Task<Repetition> RunAsync(Scenario scenario, int passes, CancellationToken cancellationToken)
    {
        var outcomes = new PassOutcome[passes];
        await Parallel.ForAsync(
            0,
            passes,
            cancellationToken,
            async (index, token) =>
            {
                // Past the largest seed it goes on from 0.
                var seed = (int)(((long)scenario.Seed + index) & int.MaxValue);
                outcomes[index] = PassOutcome.Of(await SimulatedPass.RunAsync(scenario with { Seed = seed }, TimelineDetail.None, token));
            }
        );
        return new Repetition(scenario, outcomes);
    }
}
