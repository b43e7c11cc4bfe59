namespace Shadow.Runs;

/// <summary>
/// Whose turn it is to answer the agent. A run leaves <see cref="Open"/> once, by one compare-and-swap: it is never answered twice and never
/// half by each planner.
/// </summary>
public enum AnswerTurn
{
    /// <summary>Nothing of an answer has begun.</summary>
    Open,

    /// <summary>The assigned planner's answer has begun, or nobody else can have the request: its body is not kept.</summary>
    Answering,

    /// <summary>The kill switch came first: v1 answers.</summary>
    CutOver,

    /// <summary>v2 was silent for too long while v1's answer was there: v1 answers.</summary>
    Hedged,

    /// <summary>v2 failed: v1 answers.</summary>
    Failed,
}
