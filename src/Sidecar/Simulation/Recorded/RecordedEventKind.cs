namespace Sidecar.Simulation.Recorded;

/// <summary>What happened; of what happened in the same moment, the lower comes first.</summary>
internal enum RecordedEventKind
{
    /// <summary>A leg became evidence.</summary>
    LegKnown,

    /// <summary>A leg of v2 is open for longer than v2 may take.</summary>
    OverLimit,

    /// <summary>The second was over.</summary>
    Tick,

    /// <summary>The settings changed.</summary>
    Changed,
}
