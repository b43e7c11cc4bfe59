namespace Shadow.Runs;

/// <summary>How a leg ended.</summary>
/// <param name="Failure">How it failed, as far as the connection and the status tell.</param>
/// <param name="Cause">Who ended it, where it was not the planner.</param>
public readonly record struct LegEnd(LegFailure Failure, LegEndCause Cause = LegEndCause.Planner)
{
    /// <summary>The answer came whole, or the status alone is the failure.</summary>
    public static LegEnd Answered(int status) =>
        new(
            status >= 500 ? LegFailure.Status5xx
            : status == 429 ? LegFailure.Status429
            : LegFailure.None
        );
}
