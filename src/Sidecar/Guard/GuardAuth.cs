namespace Sidecar.Guard;

/// <summary>How operators show who they are.</summary>
public enum GuardAuth
{
    /// <summary>A bearer token.</summary>
    Token,

    /// <summary>Not at all; on loopback addresses only.</summary>
    None,
}
