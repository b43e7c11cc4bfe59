namespace Sidecar.Guard.Contracts;

/// <summary>The newest judgement.</summary>
internal sealed record EvaluationAnswer
{
    /// <summary><c>none</c> or <c>rollback</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>healthy</c>, <c>regression</c> or <c>insufficient_data</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why a breach led to no rollback: <c>v1_unfit</c>, <c>no_traffic</c> or <c>dry_run</c>.</summary>
    public string? Cause { get; init; }

    public IReadOnlyList<string> Breaches { get; init; } = [];

    public IReadOnlyList<string> WouldBreach { get; init; } = [];

    /// <summary>What could not be judged for want of runs or values: <c>quality</c>, <c>latency</c>, <c>cost</c>, <c>errors</c>.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <summary>UTC; null before the first judgement.</summary>
    public DateTime? EvaluatedAt { get; init; }
}
