using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>What is known of a run's legs so far. A leg that is no evidence, or is not known yet, is null.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Epoch">The epoch in which it was assigned.</param>
/// <param name="Assigned">The planner that the split chose.</param>
/// <param name="EndedAt">When the leg that is judged ended, by the timestamps of the clock, which do not step: what <see cref="Thresholds.WindowMinutes"/> counts from.</param>
/// <param name="V1">v1's leg.</param>
/// <param name="V2">v2's leg.</param>
/// <param name="V1Seen">True where v1's leg has been told of already: it then completes what is in the window and never comes in anew.</param>
/// <param name="V2Seen">The same of v2's leg.</param>
public readonly record struct RunEvidence(
    Guid RunId,
    int Epoch,
    Planner Assigned,
    long EndedAt,
    LegSample? V1,
    LegSample? V2,
    bool V1Seen = false,
    bool V2Seen = false
);
