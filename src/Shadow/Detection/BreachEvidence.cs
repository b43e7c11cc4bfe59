namespace Shadow.Detection;

/// <summary>What a breach rests on, taken under the same lock as the judgement.</summary>
/// <param name="Statistics">Both sides' figures.</param>
/// <param name="Judgement">The judgement.</param>
/// <param name="Runs">The runs that weighed most.</param>
public sealed record BreachEvidence(EvidenceStatistics Statistics, Judgement Judgement, IReadOnlyList<HeavyRun> Runs);
