namespace Sidecar.Guard.Access;

/// <summary>What a route asks of its caller.</summary>
internal enum GuardNeed
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A token that may read.</summary>
    Read,

    /// <summary>A token that may report late quality.</summary>
    Quality,

    /// <summary>A token that may change.</summary>
    Write,
}
