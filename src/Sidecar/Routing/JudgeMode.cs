namespace Sidecar.Routing;

/// <summary>Which legs of a route's runs are evidence: <c>Judge</c> beside <c>CanarySplit</c>.</summary>
public enum JudgeMode
{
    /// <summary>Legs that failed or held a decision. The default.</summary>
    Plans,

    /// <summary>Every leg.</summary>
    All,

    /// <summary>None.</summary>
    Off,
}
