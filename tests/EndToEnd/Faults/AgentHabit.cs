namespace EndToEnd.Faults;

/// <summary>How an agent uses its connections.</summary>
internal enum AgentHabit
{
    /// <summary>It keeps one until it is asked to leave it.</summary>
    KeepsConnection,

    /// <summary>It opens one for every request.</summary>
    NewConnections,

    /// <summary>It keeps one, and sends each request in two halves with a pause between them.</summary>
    TwoHalves,
}
