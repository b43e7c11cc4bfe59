namespace Sidecar.Guard;

/// <summary>What became of a change.</summary>
internal enum ChangeOutcome
{
    /// <summary>It is in force, or there was nothing to change.</summary>
    Applied,

    /// <summary>The caller's version is not the one in force.</summary>
    Stale,

    /// <summary>Something forbids it: the environment, the kill file, or another change that came between.</summary>
    Conflict,

    /// <summary>It is towards v2 and the store did not take it.</summary>
    StoreUnavailable,
}
