namespace Shadow.Capture;

/// <summary>Learns how a request body passes to the planner.</summary>
public interface IRequestBodySink
{
    /// <summary>The planner's connection would take more, and the agent has not sent it yet: the time that passes is the agent's.</summary>
    void BodyAwaited();

    /// <summary>Some of the body is on its way.</summary>
    void BodyProgressed();

    /// <summary>
    /// The whole body was handed to the planner's connection: whoever copies it asks for more only after the last write has returned.
    /// </summary>
    void BodySent();

    /// <summary>
    /// The copy of the body is about to be given up, because it grew over its cap or memory is used up: from then on nobody else can have
    /// the body. False where somebody else is to have it.
    /// </summary>
    bool TryGiveCopyUp();
}
