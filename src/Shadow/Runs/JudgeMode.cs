namespace Shadow.Runs;

/// <summary>Which legs of a route are evidence.</summary>
public enum JudgeMode
{
    /// <summary>Legs that failed or held a decision; a 2xx without one is a failure.</summary>
    Plans,

    /// <summary>Every leg.</summary>
    All,

    /// <summary>None.</summary>
    Off,
}
