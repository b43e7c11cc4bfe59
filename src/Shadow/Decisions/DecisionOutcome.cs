namespace Shadow.Decisions;

/// <summary>What became of reading an answer.</summary>
public enum DecisionOutcome
{
    /// <summary>A decision was read.</summary>
    Plan,

    /// <summary>The answer holds no plan: it is not JSON, not UTF-8, packed in a way that cannot be undone, or of another shape.</summary>
    NotAPlan,

    /// <summary>The answer unpacks to more than the cap, or its plan has more steps or tools than are kept.</summary>
    TooLarge,
}
