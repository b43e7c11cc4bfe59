namespace Sidecar.Simulation.Passes;

/// <summary>What happens in a pass; of what happens in the same moment, the lower comes first.</summary>
internal enum PassEventKind
{
    /// <summary>A leg has ended.</summary>
    LegEnded,

    /// <summary>A quality has come.</summary>
    QualityCame,

    /// <summary>The second is over.</summary>
    Tick,

    /// <summary>An operator acts.</summary>
    Step,

    /// <summary>A run arrives.</summary>
    Arrival,
}
