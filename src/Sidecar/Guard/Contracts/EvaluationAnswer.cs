namespace Sidecar.Guard.Contracts;

/// <summary>The newest judgement.</summary>
internal sealed record EvaluationAnswer
{
    /// <summary><c>none</c> or <c>rollback</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>healthy</c>, <c>regression</c> or <c>insufficient_data</c>.</summary>
    public required string Verdict { get; init; }

    public string? Cause { get; init; }

    public IReadOnlyList<string> Breaches { get; init; } = [];

    public IReadOnlyList<string> WouldBreach { get; init; } = [];

    /// <summary>UTC; null before the first judgement.</summary>
    public DateTime? EvaluatedAt { get; init; }
}
