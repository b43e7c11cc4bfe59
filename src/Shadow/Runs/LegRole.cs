namespace Shadow.Runs;

/// <summary>Why a leg was sent: for the agent, or beside.</summary>
public enum LegRole
{
    /// <summary>Sent for the agent.</summary>
    Primary = 0,

    /// <summary>Sent beside, to be compared.</summary>
    Shadow = 1,
}
