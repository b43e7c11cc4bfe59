namespace Sidecar.Storage;

/// <summary>The store could not do what was asked of it: full, locked, read-only, gone, corrupt. The message says which and where.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException(string message, Exception? inner = null)
        : base(message, inner) { }
}
