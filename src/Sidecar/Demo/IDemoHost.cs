namespace Sidecar.Demo;

/// <summary>Starts the sidecar that the demo shows.</summary>
internal interface IDemoHost
{
    /// <summary>Starts a sidecar in this process; it answers when the task ends.</summary>
    Task<IDemoSidecar> StartAsync(DemoSidecarSettings settings, CancellationToken ct);
}
