using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>What the commands do; each answers the exit code.</summary>
public sealed record SidecarHandlers
{
    /// <summary>Runs the sidecar until it is told to stop.</summary>
    public required Func<ConfigurationInputs, Task<int>> Serve { get; init; }

    /// <summary>Runs the demo.</summary>
    public required Func<DemoRequest, Task<int>> Demo { get; init; }
}
