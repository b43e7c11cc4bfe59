namespace Sidecar.Simulation.Passes;

/// <summary>What a timeline holds.</summary>
internal enum TimelineDetail
{
    /// <summary>Nothing: the outcome alone is asked for, and a pass ends where it is decided.</summary>
    None,

    /// <summary>Steps, rollbacks, and judgements that say something else than the one before.</summary>
    Changes,

    /// <summary>Every judgement.</summary>
    Every,
}
