namespace Shadow.Detection;

/// <summary>What a breach rests on, taken under the same lock as the judgement.</summary>
/// <param name="Statistics">Both sides' figures.</param>
/// <param name="Judgement">The judgement.</param>
/// <param name="Runs">The runs that weighed most.</param>
public sealed record BreachEvidence(EvidenceStatistics Statistics, Judgement Judgement, IReadOnlyList<HeavyRun> Runs)
{
    /// <summary>The same with the open legs that were counted: in a latency they weigh at their age.</summary>
    public BreachEvidence With(IReadOnlyList<OpenLeg> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return open.Count == 0 || !Judgement.Breached.HasFlag(JudgedMetrics.Latency)
            ? this
            : this with
            {
                Runs = HeavyRuns.With(Runs, open),
            };
    }
}
