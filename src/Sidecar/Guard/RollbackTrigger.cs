namespace Sidecar.Guard;

/// <summary>Who rolls back.</summary>
internal enum RollbackTrigger
{
    /// <summary>An operator.</summary>
    Manual,

    /// <summary>The guard.</summary>
    Auto,
}
