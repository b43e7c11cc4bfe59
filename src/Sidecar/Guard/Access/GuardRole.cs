namespace Sidecar.Guard.Access;

/// <summary>What a token stands for.</summary>
internal enum GuardRole
{
    /// <summary>No token of ours.</summary>
    None,

    /// <summary>May read.</summary>
    Read,

    /// <summary>May report late quality, nothing else.</summary>
    Quality,

    /// <summary>May do everything.</summary>
    Operator,
}
