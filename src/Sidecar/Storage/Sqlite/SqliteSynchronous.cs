namespace Sidecar.Storage.Sqlite;

/// <summary>When a commit has reached the disk: <c>PRAGMA synchronous</c> in WAL mode.</summary>
internal enum SqliteSynchronous
{
    /// <summary>At the next checkpoint: a commit survives the process, not the loss of power.</summary>
    Normal = 1,

    /// <summary>Before the commit returns: it survives the loss of power.</summary>
    Full = 2,
}
