namespace Shadow.Detection;

/// <summary>What a leg says of its planner.</summary>
public enum LegOutcome
{
    /// <summary>It did not fail.</summary>
    Succeeded,

    /// <summary>It failed: no quality and no cost; a latency only of a timeout.</summary>
    Failed,

    /// <summary>The agent was given v1's answer because this one was silent: its latency at its age, neither success nor failure.</summary>
    Hedged,
}
