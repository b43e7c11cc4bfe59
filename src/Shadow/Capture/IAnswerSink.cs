namespace Shadow.Capture;

/// <summary>Learns how an answer passes from the planner to the agent.</summary>
public interface IAnswerSink
{
    /// <summary>
    /// The first byte of the answer, or the end of an empty one, has come, and none of it has gone to the agent; false where somebody else
    /// answers the agent by now.
    /// </summary>
    bool TryBegin();

    /// <summary>Some of the answer has come.</summary>
    void AnswerPassed(ReadOnlySpan<byte> bytes);

    /// <summary>The last byte has come.</summary>
    void AnswerEnded();

    /// <summary>The sidecar is about to wait for the agent to take what it read.</summary>
    void AgentWaitBegan();

    /// <summary>The agent has taken it.</summary>
    void AgentWaitEnded();
}
