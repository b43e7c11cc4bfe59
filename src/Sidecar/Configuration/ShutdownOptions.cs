namespace Sidecar.Configuration;

/// <summary>How the sidecar ends: the section <c>Shutdown</c>.</summary>
public sealed record ShutdownOptions
{
    /// <summary>Seconds between "not ready" and the closing of the listener, 0 to 600. Default 0.</summary>
    public double DelaySeconds { get; init; }
}
