namespace Shadow.Runs;

/// <summary>Learns of legs and runs as they end, on a thread of the pool. It must not throw and must not wait.</summary>
public interface IRunObserver
{
    /// <summary>The agent has its answer, or never will: planner and reason are final.</summary>
    void RunAnswered(Run run);

    /// <summary>A leg has ended and its answer was read. What needs the other leg's status is not known yet.</summary>
    void LegSettled(Leg leg);

    /// <summary>Both legs have ended, or one did and the other is known never to begin.</summary>
    void RunFinished(Run run, RunRecord record);

    /// <summary>What is done with an ended leg or run failed in the sidecar itself: an error of the program, to be logged.</summary>
    void RunFaulted(Run run, Exception exception);

    /// <summary>A request is sent once more, because it met a kept connection at its end.</summary>
    void Resent(Leg leg);

    /// <summary>A planner reported a value that is none.</summary>
    void BadSignal(string signal);
}
