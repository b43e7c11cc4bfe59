namespace Shadow.Runs;

/// <summary>How a leg ended, as far as a failure goes. Everything but <see cref="None"/> is a kind of <c>planner_errors_total</c>.</summary>
public enum LegFailure
{
    /// <summary>The leg did not fail.</summary>
    None,

    /// <summary>No connection could be made, or no destination was available.</summary>
    Connect,

    /// <summary>No answer, or not the whole of it, in time.</summary>
    Timeout,

    /// <summary>The connection broke before the answer's headers had come.</summary>
    Reset,

    /// <summary>The connection broke, or the framing did, within the answer's body.</summary>
    Truncated,

    /// <summary>The planner answered with a 5xx.</summary>
    Status5xx,

    /// <summary>The planner answered 429.</summary>
    Status429,

    /// <summary>The planner answered with a 4xx where the other leg got a 2xx.</summary>
    Status4xx,

    /// <summary>A 2xx without a readable plan, on a judged route.</summary>
    Unreadable,
}
