namespace Shadow.Reports;

/// <summary>In what the two decisions of a run differ.</summary>
[Flags]
public enum DiffFlags
{
    /// <summary>In nothing.</summary>
    None = 0,

    /// <summary>Another agent.</summary>
    Agent = 1,

    /// <summary>Other steps, or another order of them.</summary>
    Steps = 2,

    /// <summary>Other tools.</summary>
    Tools = 4,

    /// <summary>One is a dry run.</summary>
    DryRun = 8,

    /// <summary>Another class of HTTP status. No part of the decision.</summary>
    Status = 16,

    /// <summary>All that are of the decision.</summary>
    Decision = Agent | Steps | Tools | DryRun,
}
